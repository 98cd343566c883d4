import { describe, expect, it } from "vitest";
import { type Change, change, isCovered, NOTHING } from "@/lib/client/viewer/black-out/covers";

const box = { x: 0.1, y: 0.1, width: 0.2, height: 0.1 };
const other = { x: 0.5, y: 0.5, width: 0.2, height: 0.1 };
const having = (...changes: Change[]) => changes.reduce(change, NOTHING);

describe("what is covered", () => {
  it("comes back step by step, in the order in which it was done", () => {
    const stroke = { points: [[0.2, 0.2] as [number, number]], width: 0.05 };
    const done = having(
      { type: "box", box },
      { type: "stroke", stroke },
      { type: "box", box: other },
    );
    expect(done.now).toHaveLength(3);
    const back = change(done, { type: "undo" });
    expect(back.now.map((cover) => "stroke" in cover)).toEqual([false, true]);
    const none = change(change(back, { type: "undo" }), { type: "undo" });
    expect(none.now).toEqual([]);
    expect(change(none, { type: "undo" })).toBe(none);
  });

  it("takes all found places at once, none twice, and one undo takes them back", () => {
    const done = having({ type: "box", box }, { type: "boxes", boxes: [box, other] });
    expect(done.now).toHaveLength(2);
    expect(isCovered(done, other)).toBe(true);
    expect(change(done, { type: "undo" }).now).toHaveLength(1);
    expect(change(done, { type: "boxes", boxes: [box, other] })).toBe(done);
  });

  it("moves by keys and comes back in one undo, however many keys it took", () => {
    const put = having({ type: "box", box });
    const id = put.now[0]?.id ?? 0;
    const moved = [1, 2, 3].reduce((now) => change(now, { type: "move", id, x: 0.01, y: 0 }), put);
    expect(moved.now[0]).toMatchObject({ box: { x: expect.closeTo(0.13) } });
    expect(change(moved, { type: "undo" }).now).toEqual(put.now);
  });

  it("stays on the picture and keeps some size", () => {
    const put = having({ type: "box", box });
    const id = put.now[0]?.id ?? 0;
    const far = change(put, { type: "move", id, x: 5, y: -5 }).now[0];
    expect(far).toMatchObject({ box: { x: 0.8, y: 0 } });
    const small = change(put, { type: "size", id, x: -5, y: -5 }).now[0];
    expect(small).toMatchObject({ box: { width: 0.005, height: 0.005 } });
    const wide = change(put, { type: "size", id, x: 5, y: 0 }).now[0];
    expect(wide).toMatchObject({ box: { width: 0.9, height: 0.1 } });
  });

  it("loses a removed rectangle alone", () => {
    const done = having({ type: "box", box }, { type: "box", box: other });
    const left = change(done, { type: "remove", id: done.now[0]?.id ?? 0 });
    expect(left.now).toMatchObject([{ box: other }]);
  });
});
