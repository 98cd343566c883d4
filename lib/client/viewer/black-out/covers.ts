import type { Stroke } from "@/lib/contracts/look";
import type { Box } from "@/lib/geometry/box";

/** Something black on the picture: a rectangle, or a brush's way. Fractions of the picture. */
export type Cover = { id: number } & ({ box: Box } | { stroke: Stroke });

/** What is covered now, and before each change that can be undone. */
export type Covers = {
  now: readonly Cover[];
  past: readonly (readonly Cover[])[];
  next: number;
  /** The rectangle that the last change moved: moving it on is the same change. */
  moving: number | null;
};

export type Change =
  | { type: "box"; box: Box }
  | { type: "boxes"; boxes: readonly Box[] }
  | { type: "stroke"; stroke: Stroke }
  | { type: "move" | "size"; id: number; x: number; y: number }
  | { type: "remove"; id: number }
  | { type: "undo" };

export const NOTHING: Covers = { now: [], past: [], next: 1, moving: null };

/** The smallest side of a rectangle, in fractions of the picture. */
const LEAST = 0.005;
const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));

const samePlace = (a: Box, b: Box): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/** Whether this very rectangle is among what is covered. */
export const isCovered = (covers: Covers, box: Box): boolean =>
  covers.now.some((cover) => "box" in cover && samePlace(cover.box, box));

function changed(covers: Covers, now: readonly Cover[], added = 0): Covers {
  return {
    now,
    past: [...covers.past, covers.now],
    next: covers.next + added,
    moving: null,
  };
}

function shifted(box: Box, { type, x, y }: Change & { type: "move" | "size" }): Box {
  if (type === "move") {
    return { ...box, x: within(box.x + x, 1 - box.width), y: within(box.y + y, 1 - box.height) };
  }
  return {
    ...box,
    width: Math.max(LEAST, Math.min(1 - box.x, box.width + x)),
    height: Math.max(LEAST, Math.min(1 - box.y, box.height + y)),
  };
}

/** The covers after one change. A rectangle moved step by step comes back in one undo. */
export function change(covers: Covers, what: Change): Covers {
  const { now, past, next, moving } = covers;
  switch (what.type) {
    case "box":
      return changed(covers, [...now, { id: next, box: what.box }], 1);
    case "boxes": {
      const fresh = what.boxes.filter((box) => !isCovered(covers, box));
      if (fresh.length === 0) return covers;
      const added = fresh.map((box, at) => ({ id: next + at, box }));
      return changed(covers, [...now, ...added], added.length);
    }
    case "stroke":
      return changed(covers, [...now, { id: next, stroke: what.stroke }], 1);
    case "move":
    case "size": {
      const moved = now.map((cover) =>
        cover.id === what.id && "box" in cover
          ? { ...cover, box: shifted(cover.box, what) }
          : cover,
      );
      if (moving === what.id) return { ...covers, now: moved };
      return { ...changed(covers, moved), moving: what.id };
    }
    case "remove":
      return changed(
        covers,
        now.filter(({ id }) => id !== what.id),
      );
    case "undo": {
      const before = past.at(-1);
      if (before === undefined) return covers;
      return { now: before, past: past.slice(0, -1), next, moving: null };
    }
  }
}
