import { describe, expect, it } from "vitest";
import {
  withChange,
  withChat,
  withFirstPage,
  withNextPage,
  withoutChat,
} from "@/lib/client/shell/merge-pages";

const chat = (id: string, minute: number) => ({
  id,
  title: id,
  running: false,
  pinned: false,
  archived: false,
  updatedAt: new Date(Date.UTC(2026, 5, 15, 12, minute)).toISOString(),
});
const ids = (chats: { id: string }[]) => chats.map(({ id }) => id).join("");
const read = {
  pinned: [],
  chats: [chat("a", 9), chat("b", 8), chat("c", 7), chat("d", 6)],
  next: "behind d",
};

describe("the pages of a list", () => {
  it("keep what was read behind the first page when that is read again", () => {
    const page = { pinned: [], chats: [chat("a", 9), chat("b", 8)], next: "behind b" };
    const merged = withFirstPage(read, page);
    expect(ids(merged.chats)).toBe("abcd");
    expect(merged.next).toBe("behind d");
  });

  it("show a chat that moved up or left as the first page has it", () => {
    const up = { pinned: [], chats: [chat("c", 10), chat("a", 9)], next: "behind a" };
    expect(ids(withFirstPage(read, up).chats)).toBe("cabd");
    const gone = { pinned: [], chats: [chat("a", 9), chat("c", 7)], next: "behind c" };
    expect(ids(withFirstPage(read, gone).chats)).toBe("acd");
    const pinned = { pinned: [chat("d", 6)], chats: [chat("a", 9)], next: "behind a" };
    expect(ids(withFirstPage(read, pinned).chats)).toBe("abc");
  });

  it("are the first page alone where that is all there is", () => {
    expect(ids(withFirstPage(read, { pinned: [], chats: [chat("a", 9)], next: null }).chats)).toBe(
      "a",
    );
  });

  it("show a chat once that stands on two pages, and none that was taken out", () => {
    const next = { pinned: [], chats: [chat("d", 6), chat("e", 5)], next: null };
    const merged = withNextPage(read, next);
    expect(ids(merged.chats)).toBe("abcde");
    expect(merged.next).toBeNull();
    expect(ids(withoutChat(merged, "b").chats)).toBe("acde");
  });

  it("take a chat back at its place, and not where they were not read", () => {
    expect(ids(withChat(withoutChat(read, "b"), chat("b", 8)).chats)).toBe("abcd");
    expect(ids(withChat(read, chat("z", 1)).chats)).toBe("abcd");
    expect(ids(withChat({ ...read, next: null }, chat("z", 1)).chats)).toBe("abcdz");
    const pinned = withChat(read, { ...chat("b", 8), pinned: true });
    expect(ids(pinned.pinned) + ids(pinned.chats)).toBe("bacd");
  });

  it("follow a change made elsewhere: a title in its place, a chat that moved, left or came", () => {
    const named = withChange(read, { ...chat("b", 8), title: "Named" }, true);
    expect(named.chats[1]?.title).toBe("Named");
    expect(ids(withChange(read, chat("d", 11), true).chats)).toBe("dabc");
    expect(ids(withChange(read, chat("b", 8), false).chats)).toBe("acd");
    expect(ids(withChange(read, chat("e", 11), true).chats)).toBe("eabcd");
    // Its new place lies behind what was read.
    expect(ids(withChange(read, chat("b", 1), true).chats)).toBe("acd");
  });

  it("keep the order of the pinned chats when one of them has news", () => {
    const pinned = ["x", "y"].map((id) => ({ ...chat(id, 1), pinned: true }));
    const list = { ...read, pinned };
    const news = withChange(list, { ...chat("y", 12), pinned: true, title: "News" }, true);
    expect(ids(news.pinned)).toBe("xy");
    expect(news.pinned[1]?.title).toBe("News");
    expect(ids(withChange(list, { ...chat("a", 9), pinned: true }, true).pinned)).toBe("axy");
  });
});
