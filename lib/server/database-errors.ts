import "server-only";

/** Node's, Prisma's and PostgreSQL's codes for a database that is not there, or not yet. */
const DOWN = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"],
  ...["P1001", "P1002", "P1008", "P1017", "P2024", "P2028"],
  ...["57P01", "57P02", "57P03", "53300"],
]);
/** Connection exceptions. */
const DOWN_CLASS = /^08[0-9A-Z]{3}$/;
const FULL = new Set(["ENOSPC", "53100"]);

/** What the driver says without a code. */
const LOST =
  /connection terminated|connection error|server closed the connection|timeout exceeded/i;

const MOST_LINKS = 8;

type Loose = Record<string, unknown>;
const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null;

/**
 * An error and all that lie within it: its cause, and what Prisma keeps of the driver's error
 * beside it.
 */
function links(error: unknown): Loose[] {
  const found: Loose[] = [];
  const queue: unknown[] = [error];
  while (queue.length > 0 && found.length < MOST_LINKS) {
    const link = queue.shift();
    if (!isObject(link)) continue;
    found.push(link);
    queue.push(link.cause);
    if (isObject(link.meta)) queue.push(link.meta.driverAdapterError);
  }
  return found;
}

const codesOf = (error: unknown): string[] =>
  links(error).flatMap(({ code, originalCode }) =>
    [code, originalCode].filter((each): each is string => typeof each === "string"),
  );

/** Whether the disk was full, the database's or this machine's. */
export const isDiskFull = (error: unknown): boolean =>
  codesOf(error).some((code) => FULL.has(code));

/** Whether the database did not answer, went away in the middle, or is still starting. */
export const isDatabaseDown = (error: unknown): boolean =>
  codesOf(error).some((code) => DOWN.has(code) || DOWN_CLASS.test(code)) ||
  links(error).some(({ message }) => typeof message === "string" && LOST.test(message));
