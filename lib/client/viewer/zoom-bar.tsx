import { Maximize, Minus, Plus } from "lucide-react";
import { IconButton } from "@/lib/client/ui/button";
import type { ViewControl } from "@/lib/client/viewer/use-view";

/** The buttons over a picture's corner. `ownSize`: also the one that shows a pixel as a pixel. */
export function ZoomBar({ control, ownSize = false }: { control: ViewControl; ownSize?: boolean }) {
  const { view, zoomIn, zoomOut, showAll, actual } = control;
  return (
    <div
      role="toolbar"
      aria-label="Zoom"
      className="absolute bottom-2 right-2 flex items-center rounded-card border bg-panel"
    >
      <IconButton label="Zoom out (−)" onClick={zoomOut}>
        <Minus className="size-4" />
      </IconButton>
      <span className="numbers w-12 text-center text-label text-quiet">
        {Math.round(view.zoom * 100)} %
      </span>
      <IconButton label="Zoom in (+)" onClick={zoomIn}>
        <Plus className="size-4" />
      </IconButton>
      <IconButton label="Fit the picture (0)" onClick={showAll}>
        <Maximize className="size-4" />
      </IconButton>
      {ownSize && (
        <IconButton label="The picture's own size (1)" onClick={actual} className="numbers">
          1:1
        </IconButton>
      )}
    </div>
  );
}
