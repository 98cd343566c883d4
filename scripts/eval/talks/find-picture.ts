import { seedOf } from "@/scripts/eval/random";
import type { DataSet, Row } from "@/scripts/eval/rows";
import type { Picture } from "@/scripts/eval/talks/script";

/** A row with the archive that holds its picture. */
export type Placed = { row: Row; archive: string };

function fits(row: Row, picture: Picture): boolean {
  const { dataset, label, boxed, modality, anatomy } = picture;
  return (
    (dataset === undefined || row.dataset === dataset) &&
    (label === undefined || (row.labels.length === 1 && row.labels[0] === label)) &&
    (boxed === undefined || row.boxes.some((box) => box.label === boxed)) &&
    (modality === undefined || row.modality === modality) &&
    (anatomy === undefined || row.anatomy === anatomy)
  );
}

/**
 * The row that a selector means: drawn by the key from all rows that fit, whatever `--limit` left
 * of them. Null where the data have none.
 */
export function findPicture(
  sets: readonly DataSet[],
  picture: Picture,
  key: string,
): Placed | null {
  const fitting = sets.flatMap((set) =>
    set.full.filter((row) => fits(row, picture)).map((row) => ({ row, archive: set.archive })),
  );
  return fitting[seedOf(key) % Math.max(1, fitting.length)] ?? null;
}
