"use client";

import type { KeyboardEvent } from "react";
import { CoverShapes } from "@/lib/client/viewer/black-out/cover-shapes";
import { type Change, type Covers, isCovered } from "@/lib/client/viewer/black-out/covers";
import { type Tool, useDrawing } from "@/lib/client/viewer/black-out/use-drawing";
import { useView } from "@/lib/client/viewer/use-view";
import { ViewedImage } from "@/lib/client/viewer/viewed-image";
import { ZoomBar } from "@/lib/client/viewer/zoom-bar";
import type { Box, Size } from "@/lib/geometry/box";
import { placePhrase } from "@/lib/geometry/place";
import { boxToCss, cssToBox, type View } from "@/lib/geometry/view";

/** How far an arrow key moves a rectangle, in fractions of the picture. */
const STEP = 0.01;
const ARROWS: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

type CanvasProps = {
  source: string;
  name: string;
  size: Size;
  found: readonly Box[];
  covers: Covers;
  tool: Tool;
  /** The rectangle that gets the focus as soon as it is there. */
  focus: number | null;
  onChange: (change: Change) => void;
};

/** The picture on black: drag to cover, click a found place to cover it, or use the keys. */
export function CoverCanvas({
  source,
  name,
  size,
  found,
  covers,
  tool,
  focus,
  onChange,
}: CanvasProps) {
  const control = useView(size);
  const { paneRef, view, ready, handlers } = control;
  const open = found.filter((box) => !isCovered(covers, box));
  const { drawn, handlers: drawing } = useDrawing({
    size,
    view,
    tool,
    onBox: (box) => onChange({ type: "box", box }),
    onStroke: (stroke) => onChange({ type: "stroke", stroke }),
    onClick: ({ x, y }) => {
      const at = cssToBox({ x1: x, y1: y, x2: x, y2: y }, size, view);
      const hit = open.find((box) => holds(box, at));
      if (hit !== undefined) onChange({ type: "box", box: hit });
    },
  });
  return (
    <div className="reading-room relative min-h-0 flex-1 bg-surround text-text">
      {/* biome-ignore lint/a11y/useSemanticElements: no element means a pane that is drawn on */}
      <div
        ref={paneRef}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys below need it
        tabIndex={0}
        aria-label={`${name}. Drag to cover. Plus and minus zoom, arrows move the picture.`}
        className="absolute inset-0 cursor-crosshair touch-none overflow-hidden focus-visible:outline-offset-[-2px]"
        onKeyDown={(event) => event.target === event.currentTarget && handlers.onKeyDown(event)}
        {...drawing}
      >
        <ViewedImage {...{ source, name, size, control }} />
        {ready && (
          <>
            <CoverShapes covers={covers.now} drawn={drawn} open={open} size={size} view={view} />
            {open.map((box) => (
              <Place
                key={`${box.x},${box.y}`}
                label={`Writing, ${placePhrase(box)}. Enter covers it.`}
                box={box}
                size={size}
                view={view}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" && event.key !== " ") return false;
                  paneRef.current?.focus();
                  onChange({ type: "box", box });
                  return true;
                }}
              />
            ))}
            {covers.now.map((cover) =>
              "box" in cover ? (
                <Place
                  key={cover.id}
                  label={`Black rectangle, ${placePhrase(cover.box)}. Arrows move it, Shift with arrows changes its size, Delete removes it.`}
                  box={cover.box}
                  size={size}
                  view={view}
                  focused={focus === cover.id}
                  onKeyDown={(event) => {
                    const by = keyChange(event, cover.id);
                    if (by === null) return false;
                    if (by.type === "remove") paneRef.current?.focus();
                    onChange(by);
                    return true;
                  }}
                />
              ) : null,
            )}
          </>
        )}
      </div>
      <ZoomBar control={control} />
    </div>
  );
}

const holds = (box: Box, { x, y }: { x: number; y: number }): boolean =>
  x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;

function keyChange(event: KeyboardEvent, id: number): Change | null {
  const arrow = ARROWS[event.key];
  if (arrow !== undefined) return { type: event.shiftKey ? "size" : "move", id, ...arrow };
  return event.key === "Delete" || event.key === "Backspace" ? { type: "remove", id } : null;
}

/** A place on the picture that the Tab key reaches; the pointer goes through it. */
function Place({
  label,
  box,
  size,
  view,
  focused = false,
  onKeyDown,
}: {
  label: string;
  box: Box;
  size: Size;
  view: View;
  focused?: boolean;
  onKeyDown: (event: KeyboardEvent) => boolean;
}) {
  const { x1, y1, x2, y2 } = boxToCss(box, size, view);
  return (
    <button
      type="button"
      aria-label={label}
      ref={(element) => {
        if (focused && element !== null && document.activeElement !== element) element.focus();
      }}
      onKeyDown={(event) => {
        if (!onKeyDown(event)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      className="pointer-events-none absolute rounded-mark outline-offset-2"
      style={{ left: x1, top: y1, width: x2 - x1, height: y2 - y1 }}
    />
  );
}
