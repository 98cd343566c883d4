import path from "node:path";
import { restoreBackup } from "./backup/restore-backup";
import { sentenceFor } from "./start/failure";
import { withDatabase } from "./start/with-database";

const HELP = `npm run restore -- FOLDER

Brings a backup back into an empty place: a new DATA_DIR, or an empty database in DATABASE_URL and a
DATA_DIR without pictures. Nothing is overwritten. Every row and picture is compared with the
backup's own sums, and migrations made since are applied. Then: npm start with the same settings.`;

async function main(root: string, args: string[]): Promise<string> {
  const [folder] = args;
  if (folder === undefined || folder.startsWith("-") || args.length > 1) return HELP;
  const from = path.resolve(folder);
  return await withDatabase(root, async ({ url, dataDir }) => {
    const { tables, pictures, made } = await restoreBackup({ root, url, dataDir, from });
    const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
    return `restored: ${rows} rows of ${Object.keys(tables).length} tables and ${pictures.files} pictures, as they were at ${made}`;
  });
}

try {
  process.stdout.write(`${await main(process.cwd(), process.argv.slice(2))}\n`);
} catch (error) {
  process.stderr.write(`${sentenceFor(error)}\n`);
  process.exitCode = 1;
}
