// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { forgetDrafts, readDraft, readEdit, writeDraft, writeEdit } from "@/lib/client/chat/draft";
import { keptKeys } from "@/lib/client/chat/kept";

const info = { id: "i", name: "film", width: 2, height: 1, origin: "PNG", notes: ["a note"] };

beforeEach(() => localStorage.clear());

describe("what is being written", () => {
  it("is kept for each chat with its pictures, and gone when nothing is left of it", () => {
    writeDraft("a", { text: "Where?", pictures: [info] });
    writeDraft(null, { text: "New", pictures: [] });
    expect(readDraft("a")).toEqual({ text: "Where?", pictures: [info] });
    expect(readDraft(null).text).toBe("New");
    expect(readDraft("b")).toEqual({ text: "", pictures: [] });
    writeDraft("a", { text: "", pictures: [] });
    expect(keptKeys("draft:")).toEqual(["draft:new"]);
  });

  it("is kept for an edit beside it, and nothing of either for the next person", () => {
    writeDraft("a", { text: "Where?", pictures: [] });
    writeEdit("a", { messageId: "m", text: "Edited", pictures: [info] });
    expect(readEdit("a")).toMatchObject({ messageId: "m", text: "Edited", pictures: [info] });
    forgetDrafts();
    expect(readEdit("a")).toBeNull();
    expect(readDraft("a").text).toBe("");
  });

  it("is kept for the fifty chats written in last", () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    for (let at = 0; at < 53; at += 1) {
      vi.setSystemTime(at * 1000);
      writeDraft(`chat-${at}`, { text: "x", pictures: [] });
    }
    vi.useRealTimers();
    expect(keptKeys("draft:")).toHaveLength(50);
    expect(readDraft("chat-0").text).toBe("");
    expect(readDraft("chat-52").text).toBe("x");
  });

  it("is nothing where something else stands under its name", () => {
    localStorage.setItem("draft:a", "typed by an older version");
    localStorage.setItem("draft:b", '{"text":1}');
    expect(readDraft("a").text).toBe("");
    expect(readDraft("b").text).toBe("");
  });
});
