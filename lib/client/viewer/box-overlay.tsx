import { MARK_INK, markColour } from "@/lib/contracts/reading/mark-colours";
import type { PlacedMark } from "@/lib/contracts/reading/message-marks";
import type { Size } from "@/lib/geometry/box";
import { boxToCss, type View } from "@/lib/geometry/view";

const TAG_HEIGHT = 18;
/** How near to a line (CSS pixels across) the pointer lights its mark; inside stays untouched. */
const HIT_WIDTH = 14;
/** With more marks than this, numbers are shown only for the mark that is lit. */
const TAGS_UP_TO = 16;

/**
 * The marks over a picture: 2 px lines that keep their width at every zoom, with a dark edge
 * outside. Drawn in CSS pixels of the pane. The list under the picture is its readable form.
 */
export function BoxOverlay({
  marks,
  size,
  view,
  lit,
  onLight,
}: {
  marks: PlacedMark[];
  size: Size;
  view: View;
  lit: number | null;
  onLight: (id: number | null) => void;
}) {
  const anyLit = marks.some((mark) => mark.id === lit);
  const ordered = [...marks].sort((a, b) => Number(a.id === lit) - Number(b.id === lit));
  return (
    <svg
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 size-full"
      data-testid="boxes"
    >
      {ordered.map((mark) => {
        const { x1, y1, x2, y2 } = boxToCss(mark.box, size, view);
        const isLit = mark.id === lit;
        const line = isLit ? 3 : 2;
        const colour = markColour(mark.id);
        const width = 10 + 8 * String(mark.id).length;
        const tagY = y1 - TAG_HEIGHT - 2 < 0 ? y1 + 2 : y1 - TAG_HEIGHT - 2;
        return (
          <g key={mark.id} data-mark={mark.id} opacity={anyLit && !isLit ? 0.4 : 1}>
            <rect
              x={x1 - line - 0.5}
              y={y1 - line - 0.5}
              width={x2 - x1 + 2 * line + 1}
              height={y2 - y1 + 2 * line + 1}
              rx="2"
              fill="none"
              stroke={MARK_INK}
              strokeWidth="1"
            />
            <rect
              x={x1 - line / 2}
              y={y1 - line / 2}
              width={x2 - x1 + line}
              height={y2 - y1 + line}
              rx="1"
              fill="none"
              stroke={colour}
              strokeWidth={line}
            />
            <rect
              x={x1}
              y={y1}
              width={x2 - x1}
              height={y2 - y1}
              fill="none"
              stroke="transparent"
              strokeWidth={HIT_WIDTH}
              style={{ pointerEvents: "stroke" }}
              onPointerEnter={() => onLight(mark.id)}
              onPointerLeave={() => onLight(null)}
            />
            {(marks.length <= TAGS_UP_TO || isLit) && (
              <g transform={`translate(${x1 - line} ${tagY})`}>
                <rect width={width} height={TAG_HEIGHT} rx="3" fill={colour} stroke={MARK_INK} />
                <text
                  x={width / 2}
                  y={TAG_HEIGHT - 4.5}
                  textAnchor="middle"
                  fill={MARK_INK}
                  className="numbers"
                  fontSize="13"
                  fontWeight="600"
                >
                  {mark.id}
                </text>
              </g>
            )}
          </g>
        );
      })}
    </svg>
  );
}
