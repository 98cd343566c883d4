/** Okabe-Ito, in the order in which marks take them; told apart by colour-blind people too. */
export const MARK_COLOURS = [
  "#E69F00",
  "#56B4E9",
  "#009E73",
  "#F0E442",
  "#CC79A7",
  "#D55E00",
] as const;

/** Ink that reads on every mark colour (at least 4.5:1). */
export const MARK_INK = "#111111";

/** Colour of the mark with this number (from 1). */
export function markColour(id: number): string {
  const index = (((id - 1) % MARK_COLOURS.length) + MARK_COLOURS.length) % MARK_COLOURS.length;
  return MARK_COLOURS[index] ?? MARK_COLOURS[0];
}
