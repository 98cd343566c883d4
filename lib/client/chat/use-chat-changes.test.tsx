// @vitest-environment jsdom
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { tellChanges } from "@/lib/client/changes/changes-bus";
import { dropWaiting, waitingIn } from "@/lib/client/chat/outbox";
import { leaveQuestion } from "@/lib/client/chat/pending-question";
import { useConversation } from "@/lib/client/chat/use-conversation";
import type { ChatChange } from "@/lib/contracts/changes";
import type { EvlfMessage } from "@/lib/contracts/message";

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const said = (id: string, role: "user" | "assistant", text = id): EvlfMessage => ({
  id,
  role,
  parts: [{ type: "text", text }],
  ...(role === "assistant" ? { metadata: { state: "done" as const } } : {}),
});

/** A server whose chat is what `now` holds. */
function serve(chatId: string, now: { messages: EvlfMessage[] | null; reads: number }) {
  vi.stubGlobal("fetch", async (input: string) => {
    if (input.split("?")[0] !== `/api/chats/${chatId}`) throw new TypeError("network");
    now.reads += 1;
    if (now.messages === null) return new Response(null, { status: 404 });
    return Response.json({
      ...{ id: chatId, title: "Title", messages: now.messages, activeTurnId: null },
      ...{ siblings: {}, before: null, feedback: {} },
    });
  });
}

const nothing = () => undefined;
const open = (chatId: string) =>
  renderHook(() =>
    useConversation({
      chatId,
      audience: "patient",
      onReturned: nothing,
      onChanged: nothing,
    }),
  );

const change = (id: string, more: Partial<ChatChange> = {}): ChatChange => ({
  ...{ id, title: "Title", updatedAt: "", running: false, pinned: false, archived: false },
  ...{ leafId: "a1", activeTurnId: null },
  ...more,
});
const tell = (chats: ChatChange[], gone: string[] = [], all = false) =>
  act(async () => tellChanges({ all, chats, gone }));

describe("an open chat", () => {
  it("shows what was asked on another device, and is not read again for what it has", async () => {
    const chatId = crypto.randomUUID();
    const now = { messages: [said("q1", "user"), said("a1", "assistant")], reads: 0 };
    serve(chatId, now);
    const { result } = open(chatId);
    await waitFor(() => expect(result.current.messages).toHaveLength(2));
    await tell([change(chatId, { title: "Named" })]);
    expect(result.current.title).toBe("Named");
    expect(now.reads).toBe(1);
    now.messages.push(said("q2", "user"), said("a2", "assistant"));
    await tell([change(chatId, { leafId: "a2" })]);
    await waitFor(() => expect(result.current.messages).toHaveLength(4));
    await tell([change(crypto.randomUUID(), { leafId: "elsewhere" })]);
    expect(now.reads).toBe(2);
    await tell([], [], true);
    await waitFor(() => expect(now.reads).toBe(3));
  });

  it("that was deleted elsewhere is not here, until it is brought back", async () => {
    const chatId = crypto.randomUUID();
    const messages = [said("q1", "user"), said("a1", "assistant")];
    const now: { messages: EvlfMessage[] | null; reads: number } = { messages, reads: 0 };
    serve(chatId, now);
    const { result } = open(chatId);
    await waitFor(() => expect(result.current.phase).toBe("ready"));
    now.messages = null;
    await tell([], [chatId]);
    expect(result.current.phase).toBe("missing");
    now.messages = messages;
    await tell([change(chatId)]);
    await waitFor(() => expect(result.current.phase).toBe("ready"));
    expect(result.current.messages).toHaveLength(2);
  });

  it("keeps a question that could not be sent, in its place, until the server has it", async () => {
    const chatId = crypto.randomUUID();
    const now: { messages: EvlfMessage[] | null; reads: number } = { messages: null, reads: 0 };
    serve(chatId, now);
    leaveQuestion(chatId, { text: "Where?", pictures: [] });
    const { result } = open(chatId);
    await waitFor(() => expect(waitingIn(chatId)?.tryingUntil).toBe(0));
    const waiting = waitingIn(chatId);
    expect(waiting?.question).toMatchObject({ text: "Where?", imageIds: [] });
    expect(result.current.messages).toEqual([]);
    expect(result.current.trouble).toBeNull();
    // Another tab sent it.
    const id = waiting?.question.messageId ?? "";
    now.messages = [said(id, "user", "Where?"), said("a1", "assistant")];
    await act(async () => dropWaiting(chatId));
    await waitFor(() => expect(result.current.messages).toHaveLength(2));
  });
});
