import type { Box, Corners, Size } from "./box";

/**
 * How a picture stands on the screen: CSS pixels a picture pixel (`zoom`), and the CSS position
 * of the picture's top-left corner inside its pane (`panX`, `panY`).
 */
export type View = { zoom: number; panX: number; panY: number };

/** Corners in CSS pixels of the pane. */
export function boxToCss(box: Box, size: Size, view: View): Corners {
  const wide = size.width * view.zoom;
  const high = size.height * view.zoom;
  return {
    x1: view.panX + box.x * wide,
    y1: view.panY + box.y * high,
    x2: view.panX + (box.x + box.width) * wide,
    y2: view.panY + (box.y + box.height) * high,
  };
}

/** Fractions of the picture from corners in CSS pixels of the pane. Not clamped. */
export function cssToBox(corners: Corners, size: Size, view: View): Box {
  const wide = size.width * view.zoom;
  const high = size.height * view.zoom;
  return {
    x: (corners.x1 - view.panX) / wide,
    y: (corners.y1 - view.panY) / high,
    width: (corners.x2 - corners.x1) / wide,
    height: (corners.y2 - corners.y1) / high,
  };
}

/** The view in which the whole picture is as large as the pane allows, centred. */
export function fitView(size: Size, pane: Size): View {
  const zoom = Math.min(pane.width / size.width, pane.height / size.height);
  return {
    zoom,
    panX: (pane.width - size.width * zoom) / 2,
    panY: (pane.height - size.height * zoom) / 2,
  };
}

/** Zooms by `factor` so that the picture point under the CSS point stays under it. */
export function zoomAt(view: View, factor: number, cssX: number, cssY: number): View {
  return {
    zoom: view.zoom * factor,
    panX: cssX - (cssX - view.panX) * factor,
    panY: cssY - (cssY - view.panY) * factor,
  };
}
