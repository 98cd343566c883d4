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
import { plainText } from "@/lib/contracts/reading/marks";

// A message at rest asks for its words once each time that it is drawn.
vi.mock("@/lib/contracts/reading/marks", async (original) => {
  const marks = await original<typeof import("@/lib/contracts/reading/marks")>();
  return { ...marks, plainText: vi.fn(marks.plainText) };
});
const drawnAtRest = () => vi.mocked(plainText).mock.calls.length;

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

/** A chat of a hundred messages, in pages of sixty; its last answer has a second version. */
function serve(chatId: string) {
  let last = message(99);
  vi.stubGlobal("fetch", async (input: string, { method }: RequestInit = {}) => {
    const { pathname } = new URL(input, "http://x");
    if (pathname.endsWith("/find")) return Response.json({ messageId: "m7", shown: true });
    const more = pathname.endsWith("/messages");
    if (method === "PUT") last = { ...message(99), id: "m99b" };
    const messages = more ? range(0, 40) : [...range(40, 99), last];
    return Response.json({
      ...{ id: chatId, title: "Long", messages, before: more ? null : "m39" },
      ...{ activeTurnId: null, siblings: { [last.id]: ["m99", "m99b"] } },
      feedback: { m41: { vote: "up", reason: null, words: "" } },
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

type ShownProps = { chatId: string; release: () => void; running?: boolean | undefined };

function Shown({ chatId, release, running }: ShownProps) {
  const conversation = useConversation({
    chatId,
    audience: "patient",
    onReturned: nothing,
    onChanged: nothing,
  });
  const now = running === undefined ? conversation : { ...conversation, running };
  const scroller = useMemo<Scroller>(() => ({ element: () => column, release }), [release]);
  return (
    <ScrollerContext value={scroller}>
      <MessageList
        conversation={now}
        view={useMarksView()}
        revealed={useRevealed()}
        waiting={null}
        onTakeBack={() => undefined}
      />
    </ScrollerContext>
  );
}

async function show() {
  const chatId = crypto.randomUUID();
  serve(chatId);
  const release = vi.fn();
  const screenWith = (running?: boolean) => (
    <Toasts>
      <Shown chatId={chatId} release={release} running={running} />
    </Toasts>
  );
  const { rerender } = render(screenWith());
  await waitFor(() => expect(rows()).toHaveLength(60), { timeout: 20_000 });
  const run = (running: boolean) => rerender(screenWith(running));
  return { chatId, release, run };
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

  it("turns to another version at its end without drawing what rests", async () => {
    await show();
    await act(async () => screen.getByRole("button", { name: "Show earlier messages" }).click());
    await waitFor(() => expect(rows()).toHaveLength(100), { timeout: 20_000 });
    const before = drawnAtRest();
    await act(async () =>
      screen.getByRole("button", { name: "Next version of the answer" }).click(),
    );
    await waitFor(() => expect(row("m99b")).not.toBeNull());
    expect(row("m99")).toBeNull();
    expect(rows()).toHaveLength(100);
    expect(drawnAtRest()).toBe(before);
  });

  it("begins and ends an answer, and edits a question, without drawing what rests", async () => {
    const { run } = await show();
    const before = drawnAtRest();
    expect(before).toBeGreaterThanOrEqual(52);
    run(true);
    expect(screen.queryByRole("button", { name: "Edit the question" })).toBeNull();
    run(false);
    const buttons = screen.getAllByRole("button", { name: "Edit the question" });
    await act(async () => buttons.at(-1)?.click());
    expect(screen.getByRole("textbox", { name: "The edited question" })).toBeDefined();
    expect(drawnAtRest()).toBe(before);
  });
});
