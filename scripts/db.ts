import { sentenceFor } from "./start/failure";
import { generateClient } from "./start/generate-client";
import { createMigration, migrate, schemaDrift } from "./start/schema-engine";
import { withDatabase } from "./start/with-database";

const USAGE = `npm run db -- generate        write the database client into lib/generated
npm run db -- migrate         apply the migrations
npm run db -- new NAME        write a migration from prisma/schema
npm run db -- check           fail when prisma/schema and the migrations differ`;

async function main(root: string, command: string | undefined, name: string | undefined) {
  if (command === "generate") return generateClient(root) ? "generated" : "up to date";
  if (command === "migrate") {
    const applied = await withDatabase(root, ({ url }) => migrate(root, url));
    return applied.length === 0 ? "nothing to apply" : applied.join("\n");
  }
  if (command === "new" && name !== undefined) {
    const made = await withDatabase(root, ({ url }) => createMigration(root, url, name));
    return made ?? "nothing changed";
  }
  if (command === "check") {
    const drift = await withDatabase(root, ({ url }) => schemaDrift(root, url));
    if (drift === "") return "the migrations give prisma/schema";
    throw new Error(`the migrations and prisma/schema differ:\n${drift}`);
  }
  throw new Error(USAGE);
}

try {
  const [command, name] = process.argv.slice(2);
  process.stdout.write(`${await main(process.cwd(), command, name)}\n`);
} catch (error) {
  process.stderr.write(`${sentenceFor(error)}\n`);
  process.exitCode = 1;
}
