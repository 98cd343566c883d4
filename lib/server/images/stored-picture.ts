import "server-only";
import type { ImageInfo } from "@/lib/contracts/api";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Crop } from "@/lib/geometry/crop";

export const imageInfoSelect = {
  id: true,
  name: true,
  width: true,
  height: true,
  origin: true,
  notes: true,
  cropLeft: true,
  cropTop: true,
  fullWidth: true,
  fullHeight: true,
} as const satisfies Prisma.ImageSelect;

type InfoRow = Prisma.ImageGetPayload<{ select: typeof imageInfoSelect }>;

/** How a stored picture lies in the one that it was trimmed from; null where nothing was cut off. */
export function cropOfRow(row: InfoRow): Crop | null {
  const { cropLeft: left, cropTop: top, fullWidth, fullHeight, width, height } = row;
  if (left === null || top === null || fullWidth === null || fullHeight === null) return null;
  return { left, top, size: { width, height }, full: { width: fullWidth, height: fullHeight } };
}

/** What the browser is told of a stored picture, a border that was cut off among it. */
export function toImageInfo(row: InfoRow): ImageInfo {
  const { id, name, width, height, origin, notes } = row;
  const crop = cropOfRow(row);
  if (crop === null) return { id, name, width, height, origin, notes };
  const { left, top, full } = crop;
  const trimmed = `trimmed from ${full.width} × ${full.height} at ${left}, ${top}`;
  return { id, name, width, height, origin: `${origin}, ${trimmed}`, notes };
}
