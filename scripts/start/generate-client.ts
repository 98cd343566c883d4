import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartFailure } from "./failure";

const SCHEMA = "prisma/schema";
const OUTPUT = "lib/generated/prisma";

function schemaHash(root: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(path.join(root, SCHEMA)).sort()) {
    hash.update(name).update(readFileSync(path.join(root, SCHEMA, name)));
  }
  const generator = readFileSync(path.join(root, "node_modules/prisma/package.json"));
  return hash.update(generator).digest("hex");
}

/**
 * Writes the Prisma client into lib/generated when the schema or Prisma changed since the last time. Works
 * without a network: the CLI wants a schema engine binary only to exist, generating doesn't run it.
 *
 * @returns whether something was written.
 * @throws StartFailure with the CLI's last line.
 */
export function generateClient(root: string): boolean {
  const stamp = path.join(root, OUTPUT, ".schema-sha256");
  const wanted = schemaHash(root);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  const run = spawnSync(
    process.execPath,
    [path.join(root, "node_modules/prisma/build/index.js"), "generate"],
    {
      cwd: root,
      encoding: "utf8",
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, "package.json"),
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        CHECKPOINT_DISABLE: "1",
      },
    },
  );
  if (run.status !== 0) {
    const last = `${run.stdout}\n${run.stderr}`.trim().split("\n").at(-1) ?? "no output";
    throw new StartFailure(`The database client could not be generated: ${last}`);
  }
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  return true;
}
