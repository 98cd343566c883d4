/** How far something is: a bar, and its numbers in words. `total` 0: it has not begun. */
export function ProgressLine({
  label,
  done,
  total,
  words,
}: {
  label: string;
  done: number;
  total: number;
  words: string;
}) {
  const share = total === 0 ? 0 : Math.round((100 * done) / total);
  return (
    <div className="grid gap-1">
      <progress
        aria-label={label}
        max={100}
        value={share}
        className="h-2 w-full overflow-hidden rounded-mark accent-accent"
      />
      <p className="numbers text-label text-quiet">{words}</p>
    </div>
  );
}
