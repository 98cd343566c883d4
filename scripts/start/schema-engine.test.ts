import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { createMigration, migrate, migrationNames, schemaDrift } from "./schema-engine";

withDatabase();

const url = (): string => process.env.DATABASE_URL ?? "";

test("the committed migrations give exactly prisma/schema", async () => {
  expect(await schemaDrift(process.cwd(), url())).toBe("");
}, 60_000);

test("migrating again changes nothing", async () => {
  expect(await migrate(process.cwd(), url())).toEqual([]);
});

test("a new migration leads from the old ones to a changed schema", async () => {
  const root = mkdtempSync(path.join(tmpdir(), "evlf-schema-"));
  try {
    cpSync("prisma", path.join(root, "prisma"), { recursive: true });
    expect(await createMigration(root, url(), "nothing")).toBeNull();
    await expect(createMigration(root, url(), "../up")).rejects.toThrow("name");
    const file = path.join(root, "prisma/schema/turns.prisma");
    const schema = readFileSync(file, "utf8");
    writeFileSync(
      file,
      schema.replace("  lease         Int ", "  probe String?\n  lease         Int "),
    );
    const name = await createMigration(root, url(), "probe", new Date("2027-01-02T03:04:05Z"));
    expect(name).toBe("20270102030405_probe");
    expect(migrationNames(root).at(-1)).toBe(name);
    const made = path.join(root, "prisma/migrations", name ?? "", "migration.sql");
    expect(readFileSync(made, "utf8")).toContain('ADD COLUMN     "probe" TEXT');
    expect(await schemaDrift(root, url())).toBe("");
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}, 60_000);
