/** A measured share in words: never none or all of a hundred by rounding alone. */
export function ofHundred(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return "fewer than 1 of 100";
  if (rounded === 100 && share < 1) return "more than 99 of 100";
  return `${rounded} of 100`;
}
