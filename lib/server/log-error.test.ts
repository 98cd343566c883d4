import { Writable } from "node:stream";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { plainError } from "./log-error";
import { requestIdOf } from "./request-id";

const WORDS = "my left knee hurts since Tuesday";

function logged(err: unknown): string {
  let line = "";
  const sink = new Writable({
    write: (chunk, _, done) => {
      line += String(chunk);
      done();
    },
  });
  pino({ serializers: { err: plainError } }, sink).error({ err }, "broke");
  return line;
}

describe("an error in the log", () => {
  test("holds no word of a conversation that an error of the database carries", () => {
    const error = new Error(
      `Invalid invocation:\n{ data: { text: "${WORDS}" } }\nUnique constraint`,
    );
    error.name = "PrismaClientKnownRequestError";
    Object.assign(error, { code: "P2002", meta: { value: WORDS } });
    const cause = Object.assign(new Error("duplicate key"), { detail: `Key (t)=(${WORDS})` });
    const line = logged(Object.assign(error, { cause }));
    expect(line).not.toContain("knee");
    expect(JSON.parse(line).err).toMatchObject({ code: "P2002", message: "Unique constraint" });
    expect(JSON.parse(line).err.cause.message).toBe("duplicate key");
  });

  test("says where in the code it came from", () => {
    expect(JSON.parse(logged(new Error("why"))).err.stack.join()).toContain("log-error.test.ts");
  });
});

describe("a request's name", () => {
  const named = (id: string) => new Headers({ "x-request-id": id });

  test("is a trusted proxy's where it fits, and never a stranger's", () => {
    expect(requestIdOf(named("abcd-1234-efgh"), true)).toBe("abcd-1234-efgh");
    expect(requestIdOf(named("abcd-1234-efgh"), false)).not.toBe("abcd-1234-efgh");
    expect(requestIdOf(named('"} fake line'), true)).toMatch(/^[\w-]{12}$/);
  });
});
