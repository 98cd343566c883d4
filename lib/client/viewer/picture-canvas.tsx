"use client";

import { Maximize, Minus, Plus } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/lib/client/ui/button";
import { BoxOverlay } from "@/lib/client/viewer/box-overlay";
import { useView } from "@/lib/client/viewer/use-view";
import type { PlacedMark } from "@/lib/contracts/reading/message-marks";
import type { Size } from "@/lib/geometry/box";

/** A picture on black, with its marks; zoomed and moved by hand, wheel or keys. */
export function PictureCanvas({
  source,
  name,
  size,
  marks,
  lit,
  onLight,
}: {
  source: string;
  name: string;
  size: Size;
  marks: PlacedMark[];
  lit: number | null;
  onLight: (id: number | null) => void;
}) {
  const { paneRef, view, ready, handlers, showAll, actual, zoomIn, zoomOut } = useView(size);
  const [failed, setFailed] = useState<string | null>(null);
  return (
    <div className="relative min-h-0 flex-1 bg-surround">
      {/* biome-ignore lint/a11y/useSemanticElements: no element means a pane that keys move */}
      <div
        ref={paneRef}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys below need it
        tabIndex={0}
        aria-label={`${name}. Plus and minus zoom, 0 fits, 1 shows its own size, arrows move.`}
        className="absolute inset-0 cursor-grab touch-none overflow-hidden focus-visible:outline-offset-[-2px] active:cursor-grabbing"
        {...handlers}
      >
        {failed === source ? (
          <p className="absolute inset-0 grid place-items-center p-8 text-center text-quiet">
            This picture could not be loaded now.
          </p>
        ) : (
          <img
            src={source}
            alt={name}
            draggable={false}
            onError={() => setFailed(source)}
            className="pointer-events-none absolute left-0 top-0 max-w-none select-none"
            style={{
              visibility: ready ? "visible" : "hidden",
              width: size.width * view.zoom,
              height: size.height * view.zoom,
              transform: `translate(${view.panX}px, ${view.panY}px)`,
              imageRendering: view.zoom >= 3 ? "pixelated" : "auto",
            }}
          />
        )}
        {ready && failed !== source && (
          <BoxOverlay marks={marks} size={size} view={view} lit={lit} onLight={onLight} />
        )}
      </div>
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
        <IconButton label="The picture's own size (1)" onClick={actual} className="numbers">
          1:1
        </IconButton>
      </div>
    </div>
  );
}
