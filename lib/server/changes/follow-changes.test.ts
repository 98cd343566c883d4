import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { ChatChanges } from "@/lib/contracts/changes";
import { withDatabase } from "@/tests/server/database";
import { newPerson, storeChat } from "@/tests/server/history";
import { ask, run } from "@/tests/server/turns";

withDatabase();

type Heard = { changes: ChatChanges[]; ended: boolean };

/** Follows a person's changes until the function it answers is called. */
async function follow(userId: string, holds: () => Promise<boolean> = async () => true) {
  const { followChanges } = await import("./follow-changes");
  const abort = new AbortController();
  const heard: Heard = { changes: [], ended: false };
  const work = (async () => {
    for await (const event of followChanges(userId, abort.signal, holds))
      if (event !== "still-there") heard.changes.push(event);
    heard.ended = true;
  })();
  await until(() => heard.changes.length > 0);
  return { heard, stop: () => abort.abort(), work };
}

async function until(done: () => boolean): Promise<void> {
  for (const end = Date.now() + 5_000; !done(); await sleep(5))
    if (Date.now() > end) throw new Error("did not come");
}

describe("the changes of a person's chats", () => {
  test("begin with everything and tell of titles, places, questions, ends and removal", async () => {
    const { renameChat } = await import("../chats/rename-chat");
    const { pinChat } = await import("../chats/pin-chat");
    const { archiveChat } = await import("../chats/archive-chat");
    const { deleteChat } = await import("../chats/delete-chat");
    const { restoreChat } = await import("../chats/restore-chat");
    const { userId, chatId, turnId, assistantMessageId } = await ask();
    const { heard, stop, work } = await follow(userId);
    expect(heard.changes[0]).toEqual({ all: true, chats: [], gone: [] });
    const last = () => heard.changes.at(-1)?.chats[0];
    const shows = async (what: object) => {
      await until(() => JSON.stringify({ ...last(), ...what }) === JSON.stringify(last()));
    };
    await renameChat(userId, chatId, { title: "Mine" });
    await shows({ id: chatId, title: "Mine", activeTurnId: turnId, leafId: assistantMessageId });
    await pinChat(userId, chatId, true);
    await shows({ pinned: true });
    await archiveChat(userId, chatId, true);
    await shows({ archived: true, pinned: false });
    await run(turnId, 0);
    await shows({ running: false, activeTurnId: null });
    await deleteChat(userId, chatId);
    await until(() => heard.changes.at(-1)?.gone[0] === chatId);
    await restoreChat(userId, chatId);
    await shows({ id: chatId, title: "Mine" });
    stop();
    await work;
    expect(heard.ended).toBe(true);
  });

  test("come within a second, and never to anybody else", async () => {
    const { renameChat } = await import("../chats/rename-chat");
    const [userId, stranger] = [await newPerson(), await newPerson()];
    const chatId = await storeChat({ userId, question: "mine" });
    const mine = await follow(userId);
    const theirs = await follow(stranger);
    const times: number[] = [];
    for (const title of ["a", "b", "c", "d", "e"]) {
      const began = performance.now();
      await renameChat(userId, chatId, { title });
      await until(() => mine.heard.changes.at(-1)?.chats[0]?.title === title);
      times.push(performance.now() - began);
    }
    expect(Math.max(...times)).toBeLessThan(1000);
    expect(theirs.heard.changes).toHaveLength(1);
    for (const { stop, work } of [mine, theirs]) {
      stop();
      await work;
    }
  });

  test("end when the session they were opened with is over, before anything more is told", async () => {
    const { renameChat } = await import("../chats/rename-chat");
    const userId = await newPerson();
    const chatId = await storeChat({ userId, question: "mine" });
    let open = true;
    const { heard, work } = await follow(userId, async () => open);
    open = false;
    await renameChat(userId, chatId, { title: "Secret" });
    await work;
    expect(heard.ended).toBe(true);
    expect(JSON.stringify(heard.changes)).not.toContain("Secret");
  });

  test("tell to read everything when the connection that listens was lost", async () => {
    const { db } = await import("../db");
    const { heard, stop, work } = await follow(await newPerson());
    await db().$queryRaw`
      SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
      WHERE application_name = 'evlf-chat listen'`;
    await until(() => heard.changes.length === 2);
    expect(heard.changes[1]).toMatchObject({ all: true });
    stop();
    await work;
  });
});

describe("streams of one person", () => {
  test("are bounded, and a place that is given back can be taken again", async () => {
    const { MOST_STREAMS, takeStream } = await import("./open-streams");
    const places = Array.from({ length: MOST_STREAMS }, () => takeStream("one"));
    expect(() => takeStream("one")).toThrow(/too many/);
    takeStream("another")();
    places[0]?.();
    places[0]?.();
    const again = takeStream("one");
    expect(() => takeStream("one")).toThrow(/too many/);
    again();
  });
});
