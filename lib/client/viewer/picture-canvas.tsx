"use client";

import { useState } from "react";
import { BoxOverlay } from "@/lib/client/viewer/box-overlay";
import { useView } from "@/lib/client/viewer/use-view";
import { ViewedImage } from "@/lib/client/viewer/viewed-image";
import { ZoomBar } from "@/lib/client/viewer/zoom-bar";
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
  const control = useView(size);
  const { paneRef, view, ready, handlers } = control;
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
          <ViewedImage {...{ source, name, size, control }} onError={() => setFailed(source)} />
        )}
        {ready && failed !== source && (
          <BoxOverlay marks={marks} size={size} view={view} lit={lit} onLight={onLight} />
        )}
      </div>
      <ZoomBar control={control} ownSize />
    </div>
  );
}
