const UNITS = ["bytes", "kB", "MB", "GB", "TB"] as const;

/** "812 bytes", "1.4 MB": powers of a thousand, three digits at most. */
export function bytesWords(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

/** "3 s", "4 min", "2 h", "5 days", rounded down from a minute on. */
export function spanWords(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} days`;
}

const time = new Intl.DateTimeFormat("en-GB", {
  ...{ timeZone: "UTC", day: "numeric", month: "short", year: "numeric" },
  ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
});

/** "25 Nov 2026, 20:15:03", in UTC wherever it is drawn. */
export const timeWords = (iso: string): string => time.format(new Date(iso));

/** "12,345". */
export const countWords = (count: number): string => count.toLocaleString("en-GB");
