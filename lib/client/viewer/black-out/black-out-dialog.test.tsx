// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BlackOutDialog } from "@/lib/client/viewer/black-out/black-out-dialog";
import type { BlackOut } from "@/lib/contracts/look";

const PANE = { width: 400, height: 300 };
const picture = { id: "p", name: "Picture 1", width: 400, height: 300, origin: "PNG", notes: [] };
const found = [{ x: 0.05, y: 0.05, width: 0.3, height: 0.05 }];

/** The pane is as large as the picture, so a CSS pixel is a pixel. */
class OnePane {
  readonly #tell: ResizeObserverCallback;
  constructor(tell: ResizeObserverCallback) {
    this.#tell = tell;
  }
  observe(target: Element) {
    const entry = { target, contentRect: { ...PANE, x: 0, y: 0, top: 0, left: 0 } };
    this.#tell([entry as unknown as ResizeObserverEntry], this as never);
  }
  unobserve() {
    return undefined;
  }
  disconnect() {
    return undefined;
  }
}

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", OnePane);
  HTMLElement.prototype.setPointerCapture = () => undefined;
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open(places = found) {
  const covered: BlackOut[] = [];
  render(
    <BlackOutDialog
      picture={picture}
      found={places}
      onClose={() => undefined}
      onCover={(cover) => covered.push(cover)}
    />,
  );
  const button = (name: RegExp | string) => screen.getByRole("button", { name });
  const press = (name: RegExp | string) => fireEvent.click(button(name));
  const apply = () => {
    press(/^Black out$/);
    return covered.at(-1);
  };
  const pane = screen.getByRole("group", { name: /^Picture 1\. / });
  const pointer = (type: "pointerDown" | "pointerMove" | "pointerUp", x: number, y: number) =>
    fireEvent[type](pane, { pointerId: 1, button: 0, clientX: x, clientY: y });
  const drag = (...points: [number, number][]) => {
    const [first] = points;
    const last = points.at(-1);
    if (first === undefined || last === undefined) return;
    pointer("pointerDown", ...first);
    for (const point of points.slice(1)) pointer("pointerMove", ...point);
    pointer("pointerUp", ...last);
  };
  return { button, press, apply, drag };
}

describe("blacking out by hand", () => {
  it("begins with nothing covered, and nothing can be applied", () => {
    const { button } = open();
    expect(button(/^Black out$/)).toHaveProperty("disabled", true);
    expect(button("Undo")).toHaveProperty("disabled", true);
  });

  it("covers a dragged rectangle, in fractions of the picture", () => {
    const { drag, apply } = open();
    drag([200, 200], [150, 160], [100, 150]);
    expect(apply()).toEqual({
      boxes: [{ x: 0.25, y: 0.5, width: 0.25, height: expect.closeTo(1 / 6) }],
      strokes: [],
    });
  });

  it("covers a brush's way", () => {
    const { press, drag, apply } = open();
    press("Brush");
    drag([40, 150], [80, 150], [120, 150], [121, 150]);
    expect(apply()).toEqual({
      boxes: [],
      strokes: [
        {
          points: [
            [0.1, 0.5],
            [0.2, 0.5],
            [0.3, 0.5],
            [0.3025, 0.5],
          ],
          width: 0.055,
        },
      ],
    });
  });

  it("covers a found place by a click on it, by Enter, or all at once; Ctrl+Z takes it back", () => {
    const { button, press, drag, apply } = open();
    drag([60, 22], [60, 22]);
    expect(screen.queryByRole("button", { name: /^Cover all found/ })).toBeNull();
    fireEvent.keyDown(button("Undo"), { key: "z", ctrlKey: true });
    fireEvent.keyDown(button(/^Writing, upper left/), { key: "Enter" });
    fireEvent.keyDown(button("Undo"), { key: "z", metaKey: true });
    press("Cover all found (1)");
    expect(apply()).toEqual({ boxes: found, strokes: [] });
  });

  it("puts a rectangle down by a key, moves it, changes its size and removes it", () => {
    const { button, press, apply } = open([]);
    press("Add a rectangle");
    const rectangle = button(/^Black rectangle/);
    expect(document.activeElement).toBe(rectangle);
    for (let step = 0; step < 5; step += 1) fireEvent.keyDown(rectangle, { key: "ArrowDown" });
    fireEvent.keyDown(rectangle, { key: "ArrowLeft", shiftKey: true });
    const [box] = apply()?.boxes ?? [];
    expect(box?.y).toBeCloseTo(0.5);
    expect(box?.width).toBeCloseTo(0.19);
    fireEvent.keyDown(button(/^Black rectangle/), { key: "Delete" });
    expect(screen.queryByRole("button", { name: /^Black rectangle/ })).toBeNull();
    expect(document.activeElement?.getAttribute("role")).toBe("group");
    press("Undo");
    expect(button(/^Black rectangle/)).toBeTruthy();
  });

  it("is undone in the order in which it was drawn", () => {
    const { press, drag, apply } = open([]);
    drag([10, 10], [50, 50]);
    drag([100, 100], [200, 200]);
    press("Undo");
    expect(apply()?.boxes).toHaveLength(1);
  });
});
