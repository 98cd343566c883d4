/** What the nth picture of a conversation is called (from 1). A file's name is never taken: it may be a person's. */
export const numberedName = (n: number): string => `Picture ${n}`;

/** The name of a picture that stands at this place: a sample's title, else its number. */
export const nameAt = (name: string, n: number): string =>
  name === "" || numberOfName(name) !== null ? numberedName(n) : name;

/** The number that a picture is called by; null where it has a title. */
export function numberOfName(name: string): number | null {
  const digits = /^Picture (\d+)$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** How a picture is called in a list of them: its number, and its title where it has one. */
export const listedName = (name: string, n: number): string =>
  numberOfName(name) === null ? `${numberedName(n)}: ${name}` : name;
