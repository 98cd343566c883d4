// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ShareDialog } from "@/lib/client/share/share-dialog";
import type { ChatSummary } from "@/lib/contracts/api";
import { type LinkInfo, MOST_LINKS } from "@/lib/contracts/share";

const CHAT: ChatSummary = {
  ...{ id: "c1", title: "A film", running: false, pinned: false, archived: false },
  updatedAt: "2026-11-25T12:00:00.000Z",
};

const link = (id: string): LinkInfo => ({
  ...{ id, chatId: "c1", chatTitle: "A film", pictures: false },
  ...{ createdAt: "2026-11-25T12:00:00.000Z", expiresAt: "2026-12-02T12:00:00.000Z" },
});

let links: LinkInfo[] = [];
let sent: unknown[] = [];
let refuse: Response | null = null;

beforeEach(() => {
  links = [];
  sent = [];
  refuse = null;
  vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
    if (init?.method === "POST") {
      if (refuse !== null) return refuse;
      sent.push(JSON.parse(String(init.body)));
      links = [link("l1"), ...links];
      return Response.json({ ...link("l1"), token: "t".repeat(43) }, { status: 201 });
    }
    if (init?.method === "DELETE") {
      links = links.filter(({ id }) => !path.endsWith(id));
      return new Response(null, { status: 204 });
    }
    return Response.json(links);
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const show = () => render(<ShareDialog chat={CHAT} onClose={() => undefined} />);
const make = () => screen.findByRole("button", { name: "Make a link" });

describe("sharing a chat", () => {
  it("shows no picture unless that was chosen, and the link once", async () => {
    show();
    fireEvent.click(await make());
    const field = await screen.findByRole<HTMLInputElement>("textbox", { name: "The link" });
    expect(field.value).toBe(`${window.location.origin}/share/${"t".repeat(43)}`);
    expect(sent).toEqual([{ pictures: false, days: 7 }]);
    cleanup();
    show();
    await screen.findByText(/^Ends /);
    expect(screen.queryByRole("textbox", { name: "The link" })).toBeNull();
  });

  it("takes the pictures along and ends when it was told to", async () => {
    show();
    fireEvent.click(await screen.findByRole("checkbox", { name: /With the pictures/ }));
    fireEvent.change(screen.getByRole("combobox"), { target: { value: "30" } });
    fireEvent.click(await make());
    await screen.findByRole("textbox", { name: "The link" });
    expect(sent).toEqual([{ pictures: true, days: 30 }]);
  });

  it("takes a link back, and forgets the address that was just made", async () => {
    show();
    fireEvent.click(await make());
    await screen.findByRole("textbox", { name: "The link" });
    const list = await screen.findByRole("region", { name: "Links into this chat" });
    fireEvent.click(within(list).getByRole("button", { name: "Take back" }));
    await vi.waitFor(() =>
      expect(screen.queryByRole("region", { name: "Links into this chat" })).toBeNull(),
    );
    expect(screen.queryByRole("textbox", { name: "The link" })).toBeNull();
  });

  it("says why no link could be made, and offers none beyond the last", async () => {
    const message = "An answer is being written. Share it when it has ended.";
    refuse = Response.json({ error: { code: "turn-running", message } }, { status: 409 });
    show();
    fireEvent.click(await make());
    expect((await screen.findByRole("alert")).textContent).toContain(message);
    cleanup();
    links = Array.from({ length: MOST_LINKS }, (_, n) => link(`l${n}`));
    show();
    await screen.findByText(/Take one back to make another/);
    expect((await make()).hasAttribute("disabled")).toBe(true);
  });
});
