// @vitest-environment jsdom
import { cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { putWaiting, type Waiting, waitingIn, waitingQuestions } from "@/lib/client/chat/outbox";
import { sendWaiting, useOutboxSender } from "@/lib/client/shell/use-outbox-sender";

const waiting = (chatId: string, more: Partial<Waiting> = {}): Waiting => ({
  chatId,
  question: { messageId: `m-${chatId}`, text: "Where?", imageIds: [], audience: "patient" },
  ...{ pictures: [], at: 1, tryingUntil: 0, refused: null },
  ...more,
});

let sent: string[] = [];
function serve(answer: () => Response | Promise<Response>): void {
  vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
    sent.push((JSON.parse(String(init.body)) as { messageId: string }).messageId);
    return await answer();
  });
}
const stored = () =>
  Response.json({ turnId: "t", chatId: "c", assistantMessageId: "a" }, { status: 202 });
const refusal = (status: number, code: string) => () =>
  Response.json({ error: { code, message: "No." } }, { status });

beforeEach(() => {
  localStorage.clear();
  for (const { chatId } of waitingQuestions()) putWaiting(waiting(chatId));
  sent = [];
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("a question that waits", () => {
  it("leaves by itself, in the order asked, and is kept nowhere when the server has it", async () => {
    serve(stored);
    putWaiting(waiting("later", { at: 2 }));
    putWaiting(waiting("first", { at: 1 }));
    renderHook(useOutboxSender);
    await waitFor(() => expect(sent).toEqual(["m-first", "m-later"]));
    await waitFor(() => expect(waitingQuestions()).toEqual([]));
    expect(localStorage.length).toBe(0);
  });

  it("keeps its id over every try, so that the server takes it once", async () => {
    serve(() => Promise.reject(new TypeError("network")));
    const one = waiting("tries");
    putWaiting(one);
    expect(await sendWaiting(one, 0)).toBe(false);
    serve(stored);
    const again = waitingIn("tries");
    expect(again?.tryingUntil).toBe(0);
    if (again !== null) await sendWaiting(again, 1);
    expect(sent).toEqual(["m-tries", "m-tries"]);
    expect(waitingIn("tries")).toBeNull();
  });

  it("is not sent while another part of the browser is sending it, or after it was refused", async () => {
    serve(stored);
    putWaiting(waiting("busy", { tryingUntil: Date.now() + 60_000 }));
    putWaiting(waiting("refused", { refused: { code: "not-found", message: "No." } }));
    putWaiting(waiting("free"));
    renderHook(useOutboxSender);
    await waitFor(() => expect(waitingIn("free")).toBeNull());
    expect(sent).toEqual(["m-free"]);
  });

  it("waits longer where the server has no room, and says why where it never will", async () => {
    serve(refusal(429, "too-many-questions"));
    putWaiting(waiting("full"));
    await sendWaiting(waiting("full"), 3);
    expect(waitingIn("full")?.refused).toBeNull();
    expect(waitingIn("full")?.tryingUntil).toBeGreaterThan(Date.now() + 5_000);
    serve(refusal(404, "not-found"));
    putWaiting(waiting("gone"));
    await sendWaiting(waiting("gone"), 0);
    expect(waitingIn("gone")?.refused).toEqual({ code: "not-found", message: "No." });
  });

  it("outlives a reload, and stays in this tab where the browser keeps nothing", () => {
    putWaiting(waiting("kept"));
    expect(JSON.parse(localStorage.getItem("outbox:kept") ?? "null")).toMatchObject({
      chatId: "kept",
    });
    const full = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    putWaiting(waiting("here"));
    expect(waitingIn("here")?.chatId).toBe("here");
    full.mockRestore();
  });
});
