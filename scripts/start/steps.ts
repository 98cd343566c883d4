const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`.padStart(7);

/**
 * Runs one step of the start and prints one line for it: its time and what it says it did.
 * `work` answers the words behind the name, or nothing.
 */
export async function step<T>(
  name: string,
  work: (say: (words: string) => void) => Promise<T>,
): Promise<T> {
  const begun = performance.now();
  let words = "";
  const result = await work((said) => {
    words = said;
  });
  process.stdout.write(
    `${seconds(performance.now() - begun)}  ${name}${words === "" ? "" : `: ${words}`}\n`,
  );
  return result;
}

/** A line between steps: something that happened later, such as a worker that was started again. */
export function remark(words: string): void {
  process.stdout.write(`${" ".repeat(9)}${words}\n`);
}
