"use client";

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { keepInSight, zoomWithin } from "@/lib/client/viewer/view-limits";
import type { Size } from "@/lib/geometry/box";
import { fitView, type View } from "@/lib/geometry/view";

type Point = { x: number; y: number };
const STEP = 1.25;
const ARROWS: Record<string, Point> = {
  ArrowLeft: { x: 40, y: 0 },
  ArrowRight: { x: -40, y: 0 },
  ArrowUp: { x: 0, y: 40 },
  ArrowDown: { x: 0, y: -40 },
};

/**
 * How a picture of this size stands in its pane: fitted until the person zooms or drags, by
 * wheel, pinch, drag, buttons or keys.
 */
export function useView(size: Size) {
  const paneRef = useRef<HTMLDivElement>(null);
  const pointers = useRef(new Map<number, Point>());
  const [pane, setPane] = useState<Size>({ width: 0, height: 0 });
  const [chosen, setChosen] = useState<View | null>(null);
  const ready = pane.width > 0 && pane.height > 0;
  const view = chosen ?? (ready ? fitView(size, pane) : { zoom: 1, panX: 0, panY: 0 });

  const middle = { x: pane.width / 2, y: pane.height / 2 };
  const zoomBy = (factor: number, point: Point = middle) =>
    setChosen((now) => zoomWithin(now ?? fitView(size, pane), factor, point, size, pane));
  const panBy = (x: number, y: number) =>
    setChosen((now) => {
      const from = now ?? fitView(size, pane);
      return keepInSight({ ...from, panX: from.panX + x, panY: from.panY + y }, size, pane);
    });
  const showAll = () => setChosen(null);
  const actual = () => zoomBy(1 / window.devicePixelRatio / view.zoom);

  useEffect(() => {
    const element = paneRef.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined)
        setPane({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const onWheel = useRef<(event: WheelEvent) => void>(() => undefined);
  onWheel.current = (event) => {
    event.preventDefault();
    zoomBy(Math.exp(-event.deltaY / 400), { x: event.offsetX, y: event.offsetY });
  };
  useEffect(() => {
    const element = paneRef.current;
    const listener = (event: WheelEvent) => onWheel.current(event);
    element?.addEventListener("wheel", listener, { passive: false });
    return () => element?.removeEventListener("wheel", listener);
  }, []);

  const place = (event: PointerEvent<HTMLElement>): Point => {
    const frame = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  };

  const handlers = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, place(event));
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const before = pointers.current.get(event.pointerId);
      if (before === undefined) return;
      const now = place(event);
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
      pointers.current.set(event.pointerId, now);
      if (other === undefined) panBy(now.x - before.x, now.y - before.y);
      else
        zoomBy(
          Math.hypot(now.x - other.x, now.y - other.y) /
            Math.max(1, Math.hypot(before.x - other.x, before.y - other.y)),
          { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 },
        );
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      pointers.current.delete(event.pointerId);
    },
    onPointerCancel(event: PointerEvent<HTMLElement>) {
      pointers.current.delete(event.pointerId);
    },
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const arrow = ARROWS[event.key];
      if (event.key === "+" || event.key === "=") zoomBy(STEP);
      else if (event.key === "-") zoomBy(1 / STEP);
      else if (event.key === "0") showAll();
      else if (event.key === "1") actual();
      else if (arrow !== undefined) panBy(arrow.x, arrow.y);
      else return;
      event.preventDefault();
    },
  };

  return {
    paneRef,
    view,
    ready,
    handlers,
    showAll,
    actual,
    zoomIn: () => zoomBy(STEP),
    zoomOut: () => zoomBy(1 / STEP),
  };
}

export type ViewControl = ReturnType<typeof useView>;
