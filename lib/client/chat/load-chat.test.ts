// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from "vitest";
import { lacks, loadEarlier, loadThrough, takeChat } from "@/lib/client/chat/load-chat";
import { chatSession } from "@/lib/client/chat/session";
import type { ChatDetail } from "@/lib/contracts/api";
import type { Feedback } from "@/lib/contracts/feedback";
import type { EvlfMessage } from "@/lib/contracts/message";

afterEach(() => vi.unstubAllGlobals());

const message = (at: number): EvlfMessage => ({
  id: `m${at}`,
  role: at % 2 === 0 ? "user" : "assistant",
  parts: [{ type: "text", text: `words ${at}` }],
  ...(at % 2 === 0 ? {} : { metadata: { state: "done" as const } }),
});
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => message(from + at));
const place = (at: number): string | null => (at === 0 ? null : `m${at - 1}`);

const detail = (from: number, to: number, more: Partial<ChatDetail> = {}): ChatDetail => ({
  ...{ id: "c", title: "Title", activeTurnId: null, siblings: {}, feedback: {} },
  ...{ messages: range(from, to), before: place(from) },
  ...more,
});

const fresh = () => chatSession(crypto.randomUUID(), "patient");
const held = (session: ReturnType<typeof fresh>) => session.chat.messages.map(({ id }) => id);
const ids = (from: number, to: number) => range(from, to).map(({ id }) => id);

/** A server with a chat of a hundred messages, in pages of ten. */
function serve() {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (input: string) => {
    const upTo = new URL(input, "http://x").searchParams.get("upTo") ?? "";
    asked.push(upTo);
    const end = Number(upTo.slice(1)) + 1;
    const from = Math.max(0, end - 10);
    return Response.json({ messages: range(from, end), before: place(from), feedback: {} });
  });
  return asked;
}

describe("a chat in pages", () => {
  it("grows by a page at its beginning, each once, until it begins", async () => {
    serve();
    const session = fresh();
    takeChat(session, detail(15, 25));
    expect(await loadEarlier(session)).toBe(true);
    expect(held(session)).toEqual(ids(5, 25));
    await loadEarlier(session);
    expect(held(session)).toEqual(ids(0, 25));
    expect(session.before).toBeNull();
    expect(await loadEarlier(session)).toBe(false);
  });

  it("takes a page that was asked for twice only once", async () => {
    serve();
    const session = fresh();
    takeChat(session, detail(20, 30));
    await Promise.all([loadEarlier(session), loadEarlier(session)]);
    expect(held(session)).toEqual(ids(10, 30));
  });

  it("keeps the earlier pages when its end is read again, and drops them on another branch", () => {
    const session = fresh();
    takeChat(session, detail(0, 30));
    takeChat(session, detail(22, 32));
    expect(held(session)).toEqual(ids(0, 32));
    expect(session.before).toBeNull();
    takeChat(session, detail(60, 70));
    expect(held(session)).toEqual(ids(60, 70));
    expect(session.before).toBe("m59");
  });

  it("draws nothing again that says the same as before", () => {
    const session = fresh();
    takeChat(session, detail(0, 4));
    const before = session.chat.messages;
    const changed = { ...message(3), parts: [{ type: "text" as const, text: "more" }] };
    takeChat(session, detail(0, 4, { messages: [...range(0, 3), changed] }));
    const same = session.chat.messages.map((each, at) => each === before[at]);
    expect(same).toEqual([true, true, true, false]);
  });

  it("is read back to a message that is wanted", async () => {
    const asked = serve();
    const session = fresh();
    takeChat(session, detail(90, 100));
    expect(await loadThrough(session, "m62")).toBe(true);
    expect(asked).toEqual(["m89", "m79", "m69"]);
    expect(await loadThrough(session, "nowhere")).toBe(false);
  });

  it("forgets a vote that was taken back elsewhere, and keeps those of earlier pages", () => {
    const session = fresh();
    const up: Feedback = { vote: "up", reason: null, words: "" };
    takeChat(session, detail(0, 10, { feedback: { m1: up, m9: up } }));
    takeChat(session, detail(4, 10));
    expect(session.feedback).toEqual({ m1: up });
  });

  it("is read again where another tab asked, stopped or turned to a version", () => {
    const session = fresh();
    takeChat(session, detail(0, 4));
    const chat = {
      ...{ id: "c", title: "Title", updatedAt: "", running: false, pinned: false, archived: false },
      ...{ leafId: "m3", activeTurnId: null },
    };
    expect(lacks(session, chat)).toBe(false);
    expect(lacks(session, { ...chat, leafId: "other" })).toBe(true);
    expect(lacks(session, { ...chat, activeTurnId: "t" })).toBe(true);
  });
});
