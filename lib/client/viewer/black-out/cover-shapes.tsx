import type { Cover } from "@/lib/client/viewer/black-out/covers";
import type { Stroke } from "@/lib/contracts/look";
import type { Box, Size } from "@/lib/geometry/box";
import { boxToCss, type View } from "@/lib/geometry/view";

type Shape = { box: Box } | { stroke: Stroke };

/** What is covered, black with a line round it, and the found places that are not; in CSS pixels. */
export function CoverShapes({
  covers,
  drawn,
  open,
  size,
  view,
}: {
  covers: readonly Cover[];
  drawn: Shape | null;
  open: readonly Box[];
  size: Size;
  view: View;
}) {
  return (
    <svg
      aria-hidden="true"
      data-testid="covers"
      className="pointer-events-none absolute inset-0 size-full"
    >
      {open.map((box) => {
        const { x1, y1, x2, y2 } = boxToCss(box, size, view);
        const place = { x: x1, y: y1, width: x2 - x1, height: y2 - y1 };
        return (
          <g key={`${box.x},${box.y}`} fill="none" data-found>
            <rect {...place} stroke="#111111" strokeWidth="4" />
            <rect {...place} stroke="#E69F00" strokeWidth="2" strokeDasharray="6 4" />
          </g>
        );
      })}
      {covers.map((cover) => (
        <g key={cover.id} data-cover>
          <OneShape shape={cover} size={size} view={view} />
        </g>
      ))}
      {drawn !== null && <OneShape shape={drawn} size={size} view={view} />}
    </svg>
  );
}

function OneShape({ shape, size, view }: { shape: Shape; size: Size; view: View }) {
  if ("box" in shape) {
    const { x1, y1, x2, y2 } = boxToCss(shape.box, size, view);
    return (
      <rect
        x={x1}
        y={y1}
        width={x2 - x1}
        height={y2 - y1}
        fill="#000"
        className="stroke-accent"
        strokeWidth="1.5"
      />
    );
  }
  const wide = size.width * view.zoom;
  const high = size.height * view.zoom;
  const at = ([x, y]: [number, number]) => `${view.panX + x * wide},${view.panY + y * high}`;
  const points = shape.stroke.points.map(at).join(" ");
  const line = { points, fill: "none", strokeLinecap: "round", strokeLinejoin: "round" } as const;
  return (
    <>
      <polyline {...line} className="stroke-accent" strokeWidth={shape.stroke.width * wide + 3} />
      <polyline {...line} stroke="#000" strokeWidth={shape.stroke.width * wide} />
    </>
  );
}
