import type { Box } from "./box";

const third = (value: number): 0 | 1 | 2 => (value < 0.4 ? 0 : value > 0.6 ? 2 : 1);
const ROWS = ["upper", "middle", "lower"] as const;
const COLUMNS = ["left", "centre", "right"] as const;

/** Where a box's centre lies in the picture (never in the patient), as the model reads it: "upper left". */
export function placeWords(box: Box): string {
  const row = ROWS[third(box.y + box.height / 2)];
  const column = COLUMNS[third(box.x + box.width / 2)];
  return `${row} ${column}`;
}

/** The same for people, about the picture: "left half of the picture". */
export function placePhrase(box: Box): string {
  if (box.width >= 0.8 && box.height >= 0.8) return "nearly the whole picture";
  const column = third(box.x + box.width / 2);
  const row = third(box.y + box.height / 2);
  const tall = box.height >= 0.6;
  const wide = box.width >= 0.6;
  if (tall && column !== 1) return `${COLUMNS[column]} half of the picture`;
  if (wide && row !== 1) return `${ROWS[row]} half of the picture`;
  if (row === 1 && column === 1) return "middle of the picture";
  if (row === 1) return `${COLUMNS[column]} side of the picture`;
  if (column === 1) return `${ROWS[row]} middle of the picture`;
  return `${ROWS[row]} ${COLUMNS[column]} of the picture`;
}
