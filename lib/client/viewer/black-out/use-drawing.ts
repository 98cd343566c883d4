"use client";

import { type PointerEvent, useState } from "react";
import type { Stroke } from "@/lib/contracts/look";
import { type Box, clampBox, type Size } from "@/lib/geometry/box";
import { cssToBox, type View } from "@/lib/geometry/view";

export type Tool = "brush" | "rectangle";
type Point = { x: number; y: number };
export type Draft = { tool: Tool; pointer: number; points: Point[] };

/** A press that moved less than this (CSS pixels) is a click. */
const CLICK = 4;
/** The brush's width, in CSS pixels. */
const BRUSH = 22;
/** A brush's way is kept in steps of so many CSS pixels. */
const WAY = 5;
/** The server takes so many points a stroke. */
const MOST_POINTS = 600;

const span = (points: readonly Point[]): { from: Point; to: Point } | null => {
  const [from] = points;
  const to = points.at(-1);
  return from === undefined || to === undefined ? null : { from, to };
};

/** The rectangle between two points of the pane, in fractions of the picture. */
function boxBetween(from: Point, to: Point, size: Size, view: View): Box {
  return clampBox(
    cssToBox(
      {
        x1: Math.min(from.x, to.x),
        y1: Math.min(from.y, to.y),
        x2: Math.max(from.x, to.x),
        y2: Math.max(from.y, to.y),
      },
      size,
      view,
    ),
  );
}

/** In ten-thousandths: a pixel of a picture as large as are taken. */
const unit = (value: number): number =>
  Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;
const far = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The brush's way in fractions of the picture. */
export function strokeOf(points: readonly Point[], size: Size, view: View): Stroke {
  const every = Math.ceil(points.length / MOST_POINTS);
  const kept = points.filter((_, at) => at % every === 0 || at === points.length - 1);
  const wide = size.width * view.zoom;
  const high = size.height * view.zoom;
  return {
    points: kept
      .slice(-MOST_POINTS)
      .map(({ x, y }) => [unit((x - view.panX) / wide), unit((y - view.panY) / high)]),
    width: unit(BRUSH / wide),
  };
}

type Options = {
  size: Size;
  view: View;
  tool: Tool;
  onBox: (box: Box) => void;
  onStroke: (stroke: Stroke) => void;
  onClick: (at: Point) => void;
};

/** What is being drawn on the pane with mouse, pen or finger, and what hands over when it is done. */
export function useDrawing({ size, view, tool, onBox, onStroke, onClick }: Options) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const place = (event: PointerEvent<HTMLElement>): Point => {
    const pane = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - pane.left, y: event.clientY - pane.top };
  };
  const finish = (event: PointerEvent<HTMLElement>) => {
    if (draft === null || draft.pointer !== event.pointerId) return;
    setDraft(null);
    const line = span([...draft.points, place(event)]);
    if (line === null) return;
    const { from, to } = line;
    const points = [...draft.points, to];
    if (points.every((point) => far(point, from) < CLICK)) onClick(to);
    else if (draft.tool === "brush") onStroke(strokeOf(points, size, view));
    else {
      const box = boxBetween(from, to, size, view);
      if (box.width > 0 && box.height > 0) onBox(box);
    }
  };
  const handlers = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || draft !== null) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDraft({ tool, pointer: event.pointerId, points: [place(event)] });
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const at = place(event);
      setDraft((now) =>
        now === null ||
        now.pointer !== event.pointerId ||
        (now.tool === "brush" && far(now.points.at(-1) ?? at, at) < WAY)
          ? now
          : { ...now, points: [...now.points, at] },
      );
    },
    onPointerUp: finish,
    onPointerCancel: () => setDraft(null),
  };
  const line = draft === null ? null : span(draft.points);
  const drawn =
    draft === null || line === null
      ? null
      : draft.tool === "brush"
        ? { stroke: strokeOf(draft.points, size, view) }
        : { box: boxBetween(line.from, line.to, size, view) };
  return { drawn, handlers };
}
