import { expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { migrate, schemaDrift } from "./schema-engine";

withDatabase();

const url = (): string => process.env.DATABASE_URL ?? "";

test("the committed migrations give exactly prisma/schema", async () => {
  expect(await schemaDrift(process.cwd(), url())).toBe("");
}, 60_000);

test("migrating again changes nothing", async () => {
  expect(await migrate(process.cwd(), url())).toEqual([]);
});
