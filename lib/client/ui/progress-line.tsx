/** How much of the most there is: a thin line, alike in every browser. */
export function Bar({ label, value, most }: { label: string; value: number; most: number }) {
  return (
    <progress
      aria-label={label}
      max={most}
      value={value}
      className="h-1 w-full appearance-none overflow-hidden rounded-full border-0 bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
    />
  );
}

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
      <Bar label={label} value={share} most={100} />
      <p className="text-label text-quiet tabular-nums">{words}</p>
    </div>
  );
}
