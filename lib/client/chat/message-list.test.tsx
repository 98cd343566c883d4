// @vitest-environment jsdom
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { useMemo } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { leaveWords } from "@/lib/client/chat/find-words";
import { MessageList } from "@/lib/client/chat/message-list";
import { type Scroller, ScrollerContext } from "@/lib/client/chat/scroller";
import { useConversation } from "@/lib/client/chat/use-conversation";
import { useRevealed } from "@/lib/client/chat/use-revealed";
import { Toasts } from "@/lib/client/ui/toasts";
import { useMarksView } from "@/lib/client/viewer/use-marks-view";
import type { EvlfMessage } from "@/lib/contracts/message";

const message = (at: number): EvlfMessage => ({
  id: `m${at}`,
  role: at % 2 === 0 ? "user" : "assistant",
  parts: [
    { type: "text", text: at % 2 === 0 ? `Question ${at}` : `Answer ${at} [card:ct] of **mine**.` },
  ],
  ...(at % 2 === 0 ? {} : { metadata: { state: "done" as const, turnId: `t${at}` } }),
});
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => message(from + at));

/** A chat of a hundred messages, in pages of sixty. */
function serve(chatId: string) {
  vi.stubGlobal("fetch", async (input: string) => {
    const { pathname } = new URL(input, "http://x");
    if (pathname.endsWith("/find")) return Response.json({ messageId: "m7", shown: true });
    const more = pathname.endsWith("/messages");
    const messages = more ? range(0, 40) : range(40, 100);
    return Response.json({
      ...{ id: chatId, title: "Long", messages, before: more ? null : "m39" },
      ...{ activeTurnId: null, siblings: {}, feedback: {} },
    });
  });
}

let look: ((entries: IntersectionObserverEntry[]) => void)[] = [];
beforeEach(() => {
  look = [];
  localStorage.clear();
  vi.stubGlobal("CSS", { supports: () => false });
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(heard: (entries: IntersectionObserverEntry[]) => void) {
        look.push(heard);
      }
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  Element.prototype.scrollIntoView = vi.fn();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const nothing = () => undefined;
const column = document.createElement("div");

function Shown({ chatId, release }: { chatId: string; release: () => void }) {
  const conversation = useConversation({
    chatId,
    audience: "patient",
    onReturned: nothing,
    onChanged: nothing,
  });
  const scroller = useMemo<Scroller>(() => ({ element: () => column, release }), [release]);
  return (
    <ScrollerContext value={scroller}>
      <MessageList conversation={conversation} view={useMarksView()} revealed={useRevealed()} />
    </ScrollerContext>
  );
}

async function show() {
  const chatId = crypto.randomUUID();
  serve(chatId);
  const release = vi.fn();
  render(
    <Toasts>
      <Shown chatId={chatId} release={release} />
    </Toasts>,
  );
  await waitFor(() => expect(rows()).toHaveLength(60), { timeout: 20_000 });
  return { chatId, release };
}

const rows = () => [...document.querySelectorAll<HTMLElement>("[data-message]")];
const row = (id: string) => document.querySelector<HTMLElement>(`[data-message="${id}"]`);
const tell = (id: string, isIntersecting: boolean, height: number) =>
  act(async () => {
    const target = row(id);
    const entry = { target, isIntersecting, boundingClientRect: { height } };
    look[0]?.([entry as unknown as IntersectionObserverEntry]);
  });

describe("a long conversation on the screen", () => {
  it("draws far messages as their words alone, in order, and those at the end whole", async () => {
    await show();
    expect(rows().map(({ dataset }) => dataset.message)).toEqual(
      range(40, 100).map(({ id }) => id),
    );
    const far = row("m41");
    expect(far?.querySelectorAll("*")).toHaveLength(1);
    expect(far?.textContent).toBe("Answer 41 of mine.");
    expect(screen.getAllByRole("article", { name: "Answer" })).toHaveLength(30);
    expect(row("m99")?.querySelector("button")).not.toBeNull();
    expect(document.querySelectorAll("*").length).toBeLessThan(600);
  });

  it("draws a message whole as it comes near, and keeps its height when it is far again", async () => {
    await show();
    await tell("m41", true, 150);
    expect(row("m41")?.querySelector("button")).not.toBeNull();
    await tell("m41", false, 321);
    expect(row("m41")?.querySelector("article")?.style.height).toBe("321px");
  });

  it("leaves a message whole while the keyboard is in it", async () => {
    await show();
    await tell("m41", true, 150);
    act(() => row("m41")?.querySelector("button")?.focus());
    await tell("m41", false, 150);
    expect(row("m41")?.querySelector("button")).not.toBeNull();
  });

  it("reads the messages before by a button, and goes where a search's words stand", async () => {
    const { chatId, release } = await show();
    await act(async () => screen.getByRole("button", { name: "Show earlier messages" }).click());
    await waitFor(() => expect(rows()).toHaveLength(100), { timeout: 20_000 });
    expect(screen.queryByRole("button", { name: "Show earlier messages" })).toBeNull();
    await act(async () => leaveWords(chatId, "answer"));
    await waitFor(() => expect(document.activeElement).toBe(row("m7")), { timeout: 20_000 });
    expect(release).toHaveBeenCalled();
  });
});
