import "server-only";

const LONGEST = 300;

/**
 * An error as the log keeps it: its kind, code, sentence and places in the code. What else hangs on
 * an error of the database (arguments of a query, the row that broke a rule) may be words of a
 * conversation, and is left out.
 */
export function plainError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const cause =
    error.cause === undefined || depth > 2 ? {} : { cause: plainError(error.cause, depth + 1) };
  const at = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    ...code,
    message: sentenceOf(error),
    stack: at.slice(0, 12).map((line) => line.trim()),
    ...cause,
  };
}

/** Prisma writes the arguments of the call above the sentence: only the last line is the sentence. */
function sentenceOf({ name, message }: Error): string {
  const lines = message.split("\n").filter((line) => line.trim() !== "");
  const line = name.startsWith("PrismaClient") ? lines.at(-1) : lines[0];
  return (line ?? "").slice(0, LONGEST);
}
