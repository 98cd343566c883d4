import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { ask, converseAt } from "@/tests/server/turns";
import { longestWait } from "./queue-wait";

withDatabase();

/** Reads one answer's stream: every wait that was told, and when the answer began. */
async function watch(turnId: string) {
  const { followTurn } = await import("./follow-turn");
  const leave = new AbortController();
  const told: { at: number; seconds: number | null; ahead: number }[] = [];
  let begun: number | null = null;
  for await (const followed of followTurn(turnId, 0, leave.signal)) {
    if (followed === "still-there") continue;
    const { chunk } = followed;
    const metadata = "messageMetadata" in chunk ? chunk.messageMetadata : undefined;
    const { ahead = 0, waitSeconds: seconds } = metadata ?? {};
    if (seconds !== undefined) told.push({ at: Date.now(), seconds, ahead });
    if (chunk.type === "text-delta" || chunk.type === "reasoning-start") begun ??= Date.now();
  }
  return { told, begun };
}

const row = { ahead: 0, slots: 2, running: 2, lost: 0, longest: 0 };

describe("the longest wait", () => {
  test("grows with those ahead, with what dead workers left and with answers that take long", () => {
    const waits = (change: Partial<typeof row>) => longestWait({ ...row, ...change }, 10);
    expect(waits({ running: 1 })).toBeLessThan(15);
    expect(waits({ ahead: 3 })).toBeGreaterThan(waits({ ahead: 1 }));
    expect(waits({ lost: 2 })).toBeGreaterThan(waits({}) + 20);
    expect(waits({ longest: 100 })).toBeGreaterThan(100);
    expect(waits({ slots: 4, running: 4, ahead: 7 })).toBeLessThan(waits({ ahead: 7 }));
  });
});

test("nobody waits longer than any figure that they were shown, and before any measure none is shown", async () => {
  const { workTurns } = await import("./work-turns");
  const { db } = await import("../db");
  const { placeOf } = await import("./queue-wait");
  // Nobody works yet: how long it takes can't be said.
  const early = await ask();
  expect(await placeOf(early.turnId)).toEqual({ ahead: 0, waitSeconds: null });

  let length = 0;
  const working = await workTurns({
    name: randomUUID(),
    concurrency: 2,
    // Answers of 1.5 to 4.5 s, each of another length.
    converse: (asked) => converseAt(25 + 25 * (length++ % 3))(asked),
    model: { name: "words", version: "1" },
  });
  try {
    // Alone, as on a quiet server.
    for (let count = 0; count < 3; count += 1) {
      const { turnId } = count === 0 ? early : await ask();
      await watch(turnId);
    }
    await sleep(5_100);
    const asked: { turnId: string }[] = [];
    for (let count = 0; count < 14; count += 1) asked.push(await ask());
    const seen = await Promise.all(asked.map(({ turnId }) => watch(turnId)));
    let figures = 0;
    for (const { told, begun } of seen) {
      expect(begun).not.toBeNull();
      for (const { at, seconds } of told) {
        expect(seconds).not.toBeNull();
        figures += 1;
        expect((begun ?? 0) - at).toBeLessThanOrEqual(1000 * (seconds ?? 0));
      }
    }
    const last = seen.at(-1)?.told ?? [];
    expect(last[0]?.ahead).toBeGreaterThan(8);
    expect(figures).toBeGreaterThan(30);
    // The figure goes down as the place does, and is no mere "at some time".
    expect(last.at(-1)?.seconds).toBeLessThan(last[0]?.seconds ?? 0);
    expect(last[0]?.seconds).toBeLessThanOrEqual(180);
    expect(await db().turn.count({ where: { state: "done" } })).toBe(17);
  } finally {
    await working.stop(0);
  }
}, 120_000);
