import { readFileSync } from "node:fs";
import path from "node:path";
import { makeBackup } from "./backup/make-backup";
import { sentenceFor } from "./start/failure";
import { withDatabase } from "./start/with-database";

const HELP = `npm run backup -- [FOLDER]

Writes everything that people have here, rows and pictures of one moment, into FOLDER (left out: a
new one under DATA_DIR/backups). The app may run meanwhile. npm run restore brings it back.`;

async function main(root: string, args: string[]): Promise<string> {
  if (args.includes("--help") || args.length > 1) return HELP;
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  return await withDatabase(root, async ({ url, dataDir }) => {
    const stamp = new Date().toISOString().replace(/[-:]/g, "").slice(0, 15);
    const target = path.resolve(args[0] ?? path.join(dataDir, "backups", stamp));
    const { tables, pictures } = await makeBackup({ url, dataDir, target, app: String(version) });
    const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
    return `backup: ${rows} rows of ${Object.keys(tables).length} tables and ${pictures.files} pictures (${pictures.bytes} bytes) in ${target}`;
  });
}

try {
  process.stdout.write(`${await main(process.cwd(), process.argv.slice(2))}\n`);
} catch (error) {
  process.stderr.write(`${sentenceFor(error)}\n`);
  process.exitCode = 1;
}
