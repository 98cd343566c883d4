import { describe, expect, it } from "vitest";
import { GAP, HEADING, ROW, windowOf } from "@/lib/client/shell/window-of";

const group = (name: string, count: number) => ({
  name,
  chats: Array.from({ length: count }, (_, n) => ({
    ...{ id: `${name}${n}`, title: "", updatedAt: "", running: false },
    ...{ pinned: false, archived: false },
  })),
});
const groups = [group("Today", 100), group("Earlier", 4900)];
const HEIGHT = 800;

describe("the drawn part of a list", () => {
  it("covers what can be seen at every place of 5,000 chats, and stays short", () => {
    const total = 2 * (HEADING + GAP) + 5000 * ROW;
    for (let top = 0; top < total - HEIGHT; top += 997) {
      const windows = windowOf(groups, top, HEIGHT);
      const drawn = windows.reduce((sum, { first, end }) => sum + end - first, 0);
      expect(drawn).toBeLessThan(60);
      let at = 0;
      const missing = groups.flatMap(({ name, chats }, index) => {
        const start = at + HEADING;
        at = start + chats.length * ROW + GAP;
        const { first, end } = windows[index] ?? { first: 0, end: 0 };
        return chats.flatMap((_, row) => {
          const y = start + row * ROW;
          const seen = y + ROW > top && y < top + HEIGHT;
          return seen && (row < first || row >= end) ? [`${name} ${row}`] : [];
        });
      });
      expect(missing).toEqual([]);
    }
  });

  it("is all of a short list", () => {
    expect(windowOf([group("Today", 3)], 0, HEIGHT)).toEqual([{ first: 0, end: 3 }]);
  });
});
