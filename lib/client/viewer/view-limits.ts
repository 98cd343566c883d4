import type { Size } from "@/lib/geometry/box";
import { fitView, type View, zoomAt } from "@/lib/geometry/view";

const LARGEST_ZOOM = 32;
/** CSS pixels of the picture that always stay inside the pane. */
const KEEP = 48;

const between = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** Moves a view so that some of the picture stays in the pane. */
export function keepInSight(view: View, size: Size, pane: Size): View {
  const wide = size.width * view.zoom;
  const high = size.height * view.zoom;
  return {
    zoom: view.zoom,
    panX: between(view.panX, KEEP - wide, pane.width - KEEP),
    panY: between(view.panY, KEEP - high, pane.height - KEEP),
  };
}

/** Zooms about a CSS point, not below half of what fits and not above 32 CSS pixels a pixel. */
export function zoomWithin(
  view: View,
  factor: number,
  point: { x: number; y: number },
  size: Size,
  pane: Size,
): View {
  const smallest = fitView(size, pane).zoom / 2;
  const zoom = between(view.zoom * factor, Math.min(smallest, 1), LARGEST_ZOOM);
  return keepInSight(zoomAt(view, zoom / view.zoom, point.x, point.y), size, pane);
}
