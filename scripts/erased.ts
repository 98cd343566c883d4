import { closeDb, db } from "@/lib/server/db";
import { lookForLeft } from "@/lib/server/jobs/rows-left";
import { sentenceFor } from "./start/failure";

/**
 * The command behind `npm run erased -- ID [ID …]`: what of a deleted account, chat or picture is
 * left on this server. An account's id stands in the audit (action account-deleted). Looks through
 * every column of every table for each id, and for files that no row has. The last line is the
 * figures; anything left fails the command. The audit's own rows are counted apart: they only grow,
 * and hold ids of what is gone, no content.
 */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function main(ids: string[]): Promise<number> {
  const wrong = ids.find((id) => !UUID.test(id));
  if (ids.length === 0 || wrong !== undefined) {
    const deleted = await db().audit.findMany({
      where: { action: "account-deleted" },
      orderBy: { at: "desc" },
      take: 10,
      select: { at: true, subject: true },
    });
    for (const { at, subject } of deleted) console.log(`${at.toISOString()} ${subject}`);
    console.error("npm run erased -- ID: an id is needed. Accounts deleted last stand above.");
    return 2;
  }
  const { tables, rows, audit, files } = await lookForLeft(ids);
  for (const [table, count] of Object.entries(rows)) console.log(`  ${table}: ${count} rows`);
  for (const file of files.slice(0, 20)) console.log(`  a file without a row: ${file}`);
  const left = Object.values(rows).reduce((sum, count) => sum + count, 0);
  console.log(
    `erased: ${left} rows in ${tables} tables, ${files.length} files without a row, ${audit} rows of the audit`,
  );
  return left + files.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(sentenceFor(error));
  process.exitCode = 1;
} finally {
  await closeDb();
}
