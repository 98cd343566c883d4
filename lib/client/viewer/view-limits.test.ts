import { describe, expect, it } from "vitest";
import { keepInSight, zoomWithin } from "@/lib/client/viewer/view-limits";
import { fitView } from "@/lib/geometry/view";

const size = { width: 1000, height: 500 };
const pane = { width: 400, height: 400 };

describe("a picture in its pane", () => {
  it("cannot be dragged out of sight", () => {
    const away = keepInSight({ zoom: 1, panX: 5000, panY: -5000 }, size, pane);
    expect(away.panX).toBeLessThan(pane.width);
    expect(away.panY + size.height).toBeGreaterThan(0);
  });

  it("keeps the point under the pointer while it zooms", () => {
    const view = fitView(size, pane);
    const zoomed = zoomWithin(view, 2, { x: 100, y: 200 }, size, pane);
    expect((100 - zoomed.panX) / zoomed.zoom).toBeCloseTo((100 - view.panX) / view.zoom);
    expect(zoomed.zoom).toBeCloseTo(view.zoom * 2);
  });

  it("stops zooming at its limits", () => {
    const view = fitView(size, pane);
    expect(zoomWithin(view, 1e6, { x: 0, y: 0 }, size, pane).zoom).toBe(32);
    expect(zoomWithin(view, 1e-6, { x: 0, y: 0 }, size, pane).zoom).toBeCloseTo(view.zoom / 2);
  });
});
