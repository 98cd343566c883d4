import type { Box } from "@/lib/geometry/box";
import { placePhrase } from "@/lib/geometry/place";

/**
 * Says where a mark lies, about the picture. A label that names a side of the body is told the
 * second way round: "right lung (left half of the picture)".
 */
export function placeWords(label: string, box: Box): string {
  if (!/\b(left|right)\b/i.test(label)) return `${label}, ${placePhrase(box)}`;
  const centre = box.x + box.width / 2;
  return `${label} (${centre < 0.5 ? "left" : "right"} half of the picture)`;
}
