import type { Box } from "@/lib/geometry/box";

/**
 * Says where a mark lies, about the picture. A label that names a side of the body is told the
 * second way round: "right lung (left half of the picture)".
 * @param place The place in words as the tool gave it: "upper left", "middle centre".
 */
export function placeWords(label: string, box: Box, place: string): string {
  if (/\b(left|right)\b/i.test(label)) {
    const centre = box.x + box.width / 2;
    return `${label} (${centre < 0.5 ? "left" : "right"} half of the picture)`;
  }
  const where = place === "middle centre" ? "centre" : place;
  return `${label}, ${where} of the picture`;
}
