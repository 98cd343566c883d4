/** An answer that was written after its opening: its first line without the closing stop. */
export function readAnswer(written: string): string {
  const [line = ""] = written.trimStart().split("\n");
  return line.trim().replace(/\.$/, "");
}
