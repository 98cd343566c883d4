/** A reason why the app can't start, as one sentence for the person at the terminal. */
export class StartFailure extends Error {
  override name = "StartFailure";
}

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";

/**
 * The sentence to print for any error that reaches the top of a command. Never a stack trace:
 * an error that has no sentence of its own is named by its message, and the log has the rest.
 */
export function sentenceFor(error: unknown): string {
  if (error instanceof StartFailure) return error.message;
  const code = codeOf(error);
  const message = error instanceof Error ? error.message.split("\n")[0] : String(error);
  if (code === "ENOSPC" || code === "53100") {
    return "The disk is full: free some space where DATA_DIR lies and start again.";
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return `No right to write there: ${message}. Choose another folder with DATA_DIR.`;
  }
  return `Could not go on: ${message}`;
}
