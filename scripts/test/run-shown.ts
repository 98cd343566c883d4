import { spawn } from "node:child_process";

/** Of what a command printed this much is kept, in characters. */
const KEPT = 40_000;
const LINES = 60;

/**
 * Runs a command and shows what it prints as it comes.
 *
 * @returns its exit code (1 where it could not start or was killed), and the end of what it printed.
 */
export function runShown(
  command: string,
  args: string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<{ code: number; last: string }> {
  const child = spawn(command, args, { cwd, env, stdio: ["inherit", "pipe", "pipe"] });
  let last = "";
  const show = (out: NodeJS.WriteStream) => (piece: string) => {
    out.write(piece);
    last = (last + piece).slice(-KEPT);
  };
  child.stdout.setEncoding("utf8").on("data", show(process.stdout));
  child.stderr.setEncoding("utf8").on("data", show(process.stderr));
  return new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(error.message);
      resolve({ code: 1, last: `${last}${error.message}\n` });
    });
    child.once("close", (code) => resolve({ code: code ?? 1, last }));
  });
}

/** The last lines of a log, without colours. */
export function lastLines(log: string, most = LINES): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
  const plain = log.replaceAll(/\u001b\[[0-9;]*m/g, "");
  return plain.trimEnd().split("\n").slice(-most).join("\n");
}
