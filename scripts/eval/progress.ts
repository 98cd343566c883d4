/** Says on the error stream how far a long measurement is; one line, rewritten on a terminal. */
export type Progress = {
  step(done: number, total: number, what: string): void;
  say(what: string): void;
};

const EVERY_MS = 2000;
const EVERY_MS_IN_A_LOG = 30_000;

function minutes(ms: number): string {
  return ms < 90_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}

/** Progress to a stream such as process.stderr. */
export function progressTo(stream: { isTTY?: boolean; write(text: string): unknown }): Progress {
  const terminal = stream.isTTY === true;
  let last = 0;
  let started = performance.now();
  let from = 0;
  const line = (text: string) => stream.write(terminal ? `\r\u001b[K${text}` : `${text}\n`);
  return {
    say: (what) => line(what),
    step(done, total, what) {
      const now = performance.now();
      if (done === 1) [started, from] = [now, 0];
      if (done < total && now - last < (terminal ? EVERY_MS : EVERY_MS_IN_A_LOG)) return;
      last = now;
      const perStep = (now - started) / Math.max(1, done - from);
      const left = minutes(perStep * (total - done));
      line(`${done} of ${total} (${what}), about ${left} left`);
      if (terminal && done === total) stream.write("\n");
    },
  };
}
