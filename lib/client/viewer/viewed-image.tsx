import type { ViewControl } from "@/lib/client/viewer/use-view";
import type { Size } from "@/lib/geometry/box";

/** The picture itself, `size` in its own pixels, where zoom and pan put it; hidden until they are known. */
export function ViewedImage({
  source,
  name,
  size,
  control,
  onError,
}: {
  source: string;
  name: string;
  size: Size;
  control: ViewControl;
  onError?: () => void;
}) {
  const { view, ready } = control;
  return (
    <img
      src={source}
      alt={name}
      draggable={false}
      onError={onError}
      className="pointer-events-none absolute left-0 top-0 max-w-none select-none"
      style={{
        visibility: ready ? "visible" : "hidden",
        width: size.width * view.zoom,
        height: size.height * view.zoom,
        transform: `translate(${view.panX}px, ${view.panY}px)`,
        imageRendering: view.zoom >= 3 ? "pixelated" : "auto",
      }}
    />
  );
}
