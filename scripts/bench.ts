import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs, promisify } from "node:util";
import { z } from "zod";
import { createEvlf, type Evlf } from "@/lib/vlm/provider";
import { modelCache, modelFolder, verifyModelFiles } from "@/lib/vlm/registry";
import { fetchLlama, type Llama } from "@/scripts/bench/fetch-llama";
import { decode, newImage, prefill, secondTurn, together } from "@/scripts/bench/ours";
import { fail } from "@/scripts/eval/fail";

const HELP = `npm run bench -- [--rounds 3] [--alone] [--out FILE]

How fast the model runs here, and beside node-llama-cpp with the base model, taken in turns in the
same run. Decoding is measured as it serves, with guesses of the next tokens that the model confirms
several at a time, and without: the other engine writes one token a run. --alone leaves the comparison out. The other engine is fetched from the package registries
into DATA_DIR/.cache/bench; without a network only our own figures are printed.`;

const THREADS = 2;
const TOKENS = 128;
const CHILD_MS = 120_000;
const run = promisify(execFile);
const childSchema = z.object({ prefill: z.number(), decode: z.number(), rss: z.number() });
type Speeds = { prefill: number[]; decode: number[]; singly: number[] };

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}

async function theirs(llama: Llama, number: number) {
  const tsx = path.join("node_modules", "tsx", "dist", "cli.mjs");
  const child = path.join("scripts", "bench", "llama-child.ts");
  const given = [llama.module, llama.gguf, String(THREADS), String(TOKENS), String(number)];
  // its threads spin: beside other work it may never come to an end
  const { stdout } = await run(process.execPath, [tsx, child, ...given], { timeout: CHILD_MS });
  return childSchema.parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}

async function compare(evlf: Evlf, llama: Llama | null, rounds: number) {
  const own: Speeds = { prefill: [], decode: [], singly: [] };
  const other: Speeds = { prefill: [], decode: [], singly: [] };
  for (let round = 0; round < rounds; round += 1) {
    own.prefill.push(await prefill(evlf, 100 + round));
    own.decode.push(await decode(evlf, 200 + 10 * round, TOKENS));
    own.singly.push(await decode(evlf, 200 + 10 * round, TOKENS, false));
    if (llama === null) continue;
    const figures = await theirs(llama, 300 + 2 * round).catch((error: unknown) => {
      console.log(`node-llama-cpp did not finish round ${round + 1}: ${firstLine(error)}`);
      return null;
    });
    if (figures === null) continue;
    other.prefill.push(figures.prefill);
    other.decode.push(figures.decode);
  }
  return { own, other };
}

async function firstTokens(evlf: Evlf, rounds: number) {
  const news: number[] = [];
  const seconds: number[] = [];
  // the first picture also pays for memory that the networks ask for once
  for (let round = -1; round < rounds; round += 1) {
    const { chat, written } = await newImage(evlf, 10 + round, 64);
    const second = await secondTurn(evlf, chat, written.text);
    if (round >= 0) {
      news.push(written.firstMs);
      seconds.push(second.firstMs);
    }
  }
  return { newImageMs: median(news), secondTurnMs: median(seconds) };
}

async function findLlama(alone: boolean): Promise<Llama | null> {
  if (alone) return null;
  const folder = path.resolve(process.env.DATA_DIR || ".data", ".cache", "bench");
  try {
    return await fetchLlama(folder, process.env.BENCH_GGUF);
  } catch (error) {
    console.log(
      `node-llama-cpp could not be fetched (${firstLine(error)}); our own figures alone follow.\n`,
    );
    return null;
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: "3" },
      alone: { type: "boolean", default: false },
      out: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const rounds = Number(values.rounds);
  if (!(Number.isInteger(rounds) && rounds > 0)) throw new Error("--rounds takes a whole number.");
  const dir = modelFolder(process.env.EVLF_MODEL_DIR);
  await verifyModelFiles(dir);
  const llama = await findLlama(values.alone);
  const started = performance.now();
  const evlf = await createEvlf(dir, { threads: THREADS, cache: modelCache(process.env.DATA_DIR) });
  const loadMs = performance.now() - started;
  const first = await firstTokens(evlf, rounds);
  const { own, other } = await compare(evlf, llama, rounds);
  const chats: Report["chats"] = [];
  for (const count of [1, 4, 8]) {
    const figures = await together(evlf, count, 1000 + 10 * count);
    chats.push({ chats: count, ...figures, rssMb: megabytes(process.memoryUsage().rss) });
  }
  const peakMb = megabytes(process.resourceUsage().maxRSS * 1024);
  const report = {
    threads: THREADS,
    loadMs,
    ...first,
    prefillTokensPerSecond: median(own.prefill),
    decodeTokensPerSecond: median(own.decode),
    singlyTokensPerSecond: median(own.singly),
    chats,
    peakMb,
    ...(other.decode.length === 0
      ? {}
      : {
          nodeLlamaCpp: {
            prefillTokensPerSecond: median(other.prefill),
            decodeTokensPerSecond: median(other.decode),
          },
          ratio: {
            prefill: median(own.prefill) / median(other.prefill),
            decode: median(own.decode) / median(other.decode),
            singly: median(own.singly) / median(other.decode),
          },
        }),
  };
  print(report);
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`);
}

type Report = {
  threads: number;
  loadMs: number;
  newImageMs: number;
  secondTurnMs: number;
  prefillTokensPerSecond: number;
  decodeTokensPerSecond: number;
  singlyTokensPerSecond: number;
  chats: {
    chats: number;
    tokensPerSecond: number;
    slowestFirstMs: number;
    wholeMs: number;
    rssMb: number;
  }[];
  peakMb: number;
  nodeLlamaCpp?: { prefillTokensPerSecond: number; decodeTokensPerSecond: number };
  ratio?: { prefill: number; decode: number; singly: number };
};

function print(report: Report): void {
  const ms = (value: number) => `${Math.round(value)} ms`;
  const speed = (value: number) => `${value.toFixed(1)} tok/s`;
  const beside = (other: number | undefined, ratio: number | undefined) =>
    other === undefined || ratio === undefined
      ? ""
      : `   node-llama-cpp ${speed(other)}   ratio ${ratio.toFixed(2)}x`;
  const { nodeLlamaCpp, ratio } = report;
  const lines = [
    `threads                 ${report.threads}`,
    `load                    ${ms(report.loadMs)}`,
    `first token, new image  ${ms(report.newImageMs)}`,
    `first token, 2nd turn   ${ms(report.secondTurnMs)}`,
    `prefill, 256 tokens     ${speed(report.prefillTokensPerSecond)}${beside(nodeLlamaCpp?.prefillTokensPerSecond, ratio?.prefill)}`,
    `decode                  ${speed(report.decodeTokensPerSecond)}${beside(nodeLlamaCpp?.decodeTokensPerSecond, ratio?.decode)}`,
    `decode, no guesses      ${speed(report.singlyTokensPerSecond)}${beside(nodeLlamaCpp?.decodeTokensPerSecond, ratio?.singly)}`,
    ...report.chats.map(
      (one) =>
        `${one.chats} at once               ${speed(one.tokensPerSecond)} together, slowest first token ${ms(one.slowestFirstMs)}, all done ${ms(one.wholeMs)}, memory ${one.rssMb} MB`,
    ),
    `peak memory             ${report.peakMb} MB`,
  ];
  console.log(lines.join("\n"));
}

main().catch(fail);
