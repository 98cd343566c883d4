import { describe, expect, it } from "vitest";
import { groupChats } from "@/lib/client/shell/group-chats";

const now = new Date(2026, 5, 15, 12, 0, 0);
const chat = (title: string, hoursAgo: number) => ({
  id: title,
  title,
  running: false,
  pinned: false,
  archived: false,
  updatedAt: new Date(now.getTime() - hoursAgo * 3600 * 1000).toISOString(),
});
const chats = [
  chat("Chest CT", 1),
  chat("Mole on arm", 13),
  chat("Fundus", 60),
  chat("Brain", 500),
];

describe("groupChats", () => {
  it("puts each chat under its day, newest first", () => {
    expect(groupChats(chats, now).map((group) => group.name)).toEqual([
      "Today",
      "Yesterday",
      "Last seven days",
      "Earlier",
    ]);
  });

  it("answers nothing for no chats", () => {
    expect(groupChats([], now)).toEqual([]);
  });
});
