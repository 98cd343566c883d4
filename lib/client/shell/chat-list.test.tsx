// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ChatList } from "@/lib/client/shell/chat-list";
import { ChatsProvider } from "@/lib/client/shell/chats-context";
import { Toasts } from "@/lib/client/ui/toasts";
import type { ChatSummary } from "@/lib/contracts/api";
import { UNDO_MS } from "@/lib/contracts/history";

const push = vi.fn();
const PATH = vi.hoisted(() => ({ now: "/" }));
vi.mock("next/navigation", () => ({
  usePathname: () => PATH.now,
  useRouter: () => ({ push }),
}));

const chat = (id: string, title = id): ChatSummary => ({
  ...{ id, title, running: false, pinned: false, archived: false },
  updatedAt: new Date(Date.now() - Number(id) * 60_000).toISOString(),
});

type Answer = (query: URLSearchParams) => Response;
const done = (): Response => new Response(null, { status: 204 });
let asked: string[] = [];

/** A server that answers as `routes` say, by "METHOD path". */
function serve(routes: Record<string, Answer>): void {
  vi.stubGlobal("fetch", async (input: string, init?: RequestInit) => {
    const [path, query] = input.split("?");
    const key = `${init?.method ?? "GET"} ${path}`;
    asked.push(key);
    return routes[key]?.(new URLSearchParams(query)) ?? new Response(null, { status: 404 });
  });
}

const lists =
  (chats: ChatSummary[], archived: ChatSummary[] = []): Answer =>
  (query) =>
    Response.json({
      ...{ pinned: [], next: null },
      chats: query.get("view") === "archived" ? archived : chats,
    });

const show = () =>
  render(
    <Toasts>
      <ChatsProvider>
        <ChatList onLeave={() => undefined} />
      </ChatsProvider>
    </Toasts>,
  );

async function choose(title: string, what: string): Promise<void> {
  fireEvent.keyDown(await screen.findByRole("button", { name: `More for ${title}` }), {
    key: "Enter",
  });
  fireEvent.click(await screen.findByRole("menuitem", { name: what }));
}

beforeEach(() => {
  asked = [];
  PATH.now = "/";
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  push.mockReset();
});

describe("a deleted chat", () => {
  it("leaves the list before the server answers, and Undo asks for it back and opens it", async () => {
    PATH.now = "/chat/1";
    let answer = (_: Response): void => undefined;
    serve({ "GET /api/chats": lists([chat("1"), chat("2")]) });
    const read = globalThis.fetch;
    vi.stubGlobal("fetch", (input: string, init?: RequestInit) => {
      if (init?.method === "DELETE")
        return new Promise<Response>((resolve) => {
          answer = resolve;
        });
      if (input === "/api/chats/1/restore") {
        asked.push("restore");
        return Promise.resolve(done());
      }
      return read(input, init);
    });
    show();
    await choose("1", "Delete");
    await waitFor(() => expect(screen.queryByRole("link", { name: "1" })).toBeNull());
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
    expect(push).toHaveBeenCalledWith("/");
    await act(async () => answer(done()));
    fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await screen.findByRole("link", { name: "1" });
    expect(asked).toContain("restore");
    await waitFor(() => expect(push).toHaveBeenLastCalledWith("/chat/1"));
  });

  it("is back in the list, with a sentence, when the server did not delete it", async () => {
    serve({
      "GET /api/chats": lists([chat("1")]),
      "DELETE /api/chats/1": () =>
        Response.json(
          { error: { code: "database-down", message: "The database does not answer." } },
          { status: 503 },
        ),
    });
    show();
    await choose("1", "Delete");
    expect((await screen.findByRole("alert")).textContent).toContain("does not answer");
    await screen.findByRole("link", { name: "1" });
  });

  it("is offered back for ten seconds and no longer", async () => {
    serve({ "GET /api/chats": lists([chat("1")]), "DELETE /api/chats/1": done });
    show();
    await screen.findByRole("link", { name: "1" });
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await choose("1", "Delete");
    await screen.findByRole("button", { name: "Undo" });
    await act(() => vi.advanceTimersByTimeAsync(UNDO_MS - 2000));
    expect(screen.queryByRole("button", { name: "Undo" })).not.toBeNull();
    await act(() => vi.advanceTimersByTimeAsync(2100));
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  });
});

describe("the list", () => {
  it("draws a bounded part of 5,000 chats, and all of them have their room", async () => {
    const many = Array.from({ length: 5000 }, (_, n) => chat(String(n)));
    serve({ "GET /api/chats": lists(many) });
    const { container } = show();
    await screen.findByRole("link", { name: "0" });
    expect(screen.getAllByRole("link").length).toBeLessThan(80);
    expect(container.querySelectorAll("*").length).toBeLessThan(1000);
    const room = [...container.querySelectorAll("ul")].reduce(
      (sum, list) =>
        sum +
        Number.parseFloat(list.style.paddingTop) +
        Number.parseFloat(list.style.paddingBottom) +
        list.children.length * 40,
      0,
    );
    expect(room).toBe(5000 * 40);
  });

  it("pins a chat on top and keeps an archived one in the archive, from where it comes back", async () => {
    serve({
      "GET /api/chats": lists([chat("1"), chat("2")], [{ ...chat("3"), archived: true }]),
      "PUT /api/chats/2/pin": done,
      "PUT /api/chats/1/archive": done,
      "DELETE /api/chats/3/archive": done,
    });
    show();
    await choose("2", "Pin");
    within(await screen.findByRole("region", { name: "Pinned" })).getByRole("link", { name: "2" });
    await choose("1", "Archive");
    await waitFor(() => expect(screen.queryByRole("link", { name: "1" })).toBeNull());
    fireEvent.click(screen.getByRole("button", { name: "Archive" }));
    await choose("3", "Back to the list");
    await waitFor(() => expect(screen.queryByRole("link", { name: "3" })).toBeNull());
    fireEvent.click(screen.getByRole("button", { name: "Back to the chats" }));
    await screen.findByRole("link", { name: "3" });
  });
});

describe("the search", () => {
  const hits = [
    {
      id: "9",
      title: [{ text: "Film", hit: false }],
      snippet: [
        { text: "marked ", hit: false },
        { text: "lung", hit: true },
      ],
      updatedAt: new Date(0).toISOString(),
      archived: true,
    },
  ];
  const type = async (words: string) => {
    fireEvent.change(await screen.findByRole("searchbox", { name: "Search chats" }), {
      target: { value: words },
    });
  };

  it("shows what was found with its words marked, and nothing found as that", async () => {
    serve({
      "GET /api/chats": lists([chat("1")]),
      "GET /api/chats/search": (query) =>
        Response.json({ hits: query.get("q") === "lung" ? hits : [], more: false }),
    });
    show();
    await type("l");
    await screen.findByRole("link", { name: "1" });
    await type("lung");
    const link = await screen.findByRole("link", { name: /Film/ });
    expect(link.querySelector("mark")?.textContent).toBe("lung");
    expect(link.textContent).toContain("archived");
    await type("zebra");
    await screen.findByText(/No chat has all of these words/);
    fireEvent.keyDown(screen.getByRole("searchbox"), { key: "Escape" });
    await screen.findByRole("link", { name: "1" });
  });

  it("says why it could not be made, and is made again when asked", async () => {
    let works = false;
    serve({
      "GET /api/chats": lists([chat("1")]),
      "GET /api/chats/search": () => {
        if (works) return Response.json({ hits, more: false });
        const error = { code: "database-down", message: "The database does not answer." };
        return Response.json({ error }, { status: 503 });
      },
    });
    show();
    await type("lung");
    expect((await screen.findByRole("alert")).textContent).toContain("does not answer");
    works = true;
    fireEvent.click(screen.getByRole("button", { name: "Search again" }));
    await screen.findByRole("link", { name: /Film/ });
  });
});
