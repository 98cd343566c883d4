import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { newPerson } from "@/tests/server/history";

withDatabase();

/** Whatever the database throws while `work` runs, as the person is told of it. */
async function toldOf(work: () => Promise<unknown>): Promise<string> {
  const { toAppError } = await import("./errors");
  const error = await work().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (process.env.SHOW) console.log(JSON.stringify(error, null, 1), String(error));
  return error === null ? "nothing" : toAppError(error).code;
}

async function failWith(code: string): Promise<void> {
  const { db } = await import("./db");
  await db().$executeRawUnsafe(`
    CREATE OR REPLACE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '${code}'; END $$`);
  await db().$executeRawUnsafe(
    `CREATE OR REPLACE TRIGGER break BEFORE INSERT ON chat FOR EACH ROW EXECUTE FUNCTION break()`,
  );
}

const mend = async (): Promise<void> => {
  const { db } = await import("./db");
  await db().$executeRawUnsafe(`DROP TRIGGER break ON chat`);
};

describe("a database that fails", () => {
  test("is told of as a full disk where its disk is full, whatever way the question took", async () => {
    const { db } = await import("./db");
    const userId = await newPerson();
    await failWith("53100");
    const data = () => ({ id: crypto.randomUUID(), userId, title: "t" });
    expect(await toldOf(() => db().chat.create({ data: data() }))).toBe("disk-full");
    const inside = () => db().$transaction((tx) => tx.chat.create({ data: data() }));
    expect(await toldOf(inside)).toBe("disk-full");
    const raw = () =>
      db()
        .$executeRaw`INSERT INTO chat (id, user_id, title) VALUES (gen_random_uuid(), ${userId}::uuid, 't')`;
    expect(await toldOf(raw)).toBe("disk-full");
    await mend();
  });

  test.each(["57P01", "57P02", "57P03", "08006"])(
    "is told of as not answering where it says %s",
    async (code) => {
      const { db } = await import("./db");
      const userId = await newPerson();
      await failWith(code);
      const data = { id: crypto.randomUUID(), userId, title: "t" };
      expect(await toldOf(() => db().chat.create({ data }))).toBe("database-down");
      await mend();
    },
  );

  test("is told of as not answering where it goes away in the middle", async () => {
    const { db } = await import("./db");
    const gone = async (): Promise<unknown> =>
      await db().$transaction(async (tx) => {
        await tx.$executeRaw`SELECT 1`;
        await db().$queryRaw`
          SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
          WHERE pid <> pg_backend_pid() AND application_name = 'evlf-chat'`;
        await sleep(100);
        return await tx.chat.count();
      });
    expect(await toldOf(gone)).toBe("database-down");
  });

  test("is told of as an error of our own where a rule of it was broken", async () => {
    const { db } = await import("./db");
    const userId = await newPerson();
    await failWith("23514");
    const data = { id: crypto.randomUUID(), userId, title: "t" };
    expect(await toldOf(() => db().chat.create({ data }))).toBe("internal");
    await mend();
  });
});
