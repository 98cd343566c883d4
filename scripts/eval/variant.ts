import sharp from "sharp";
import type { Size } from "@/lib/geometry/box";
import { type Case, openCase } from "@/scripts/eval/model";

/**
 * The same row with another picture: `make` gives the bytes of a file from the canonical PNG, and
 * they go through the app's own reader like an upload. `name` keys what is predicted for it.
 */
export function variantOf(
  row: Case,
  name: string,
  make: (png: Uint8Array, size: Size) => Promise<Uint8Array>,
): Case {
  return openCase(row.bench, { ...row.row, id: `${row.row.id}|${name}` }, async () => {
    const png = await row.png();
    return make(png, await sizeOf(png));
  });
}

/** Width and height of a row's canonical picture. */
export async function sizeOf(png: Uint8Array): Promise<Size> {
  const { width, height } = await sharp(png).metadata();
  return { width, height };
}
