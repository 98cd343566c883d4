import { createEventReader } from "@/lib/client/chat/sse";
import { headersOf, type Person } from "@/tests/cluster/person";

/** When each event of the log was in the reader's hands (milliseconds since 1970), by its number. */
export type Timed = {
  at: Map<number, number>;
  firstWords: number | null;
  ended: number;
  state: string;
};

export const now = (): number => performance.timeOrigin + performance.now();

/** Reads an answer to its end over one connection. @throws when it breaks or never ends. */
export async function readStream(base: string, person: Person, turnId: string): Promise<Timed> {
  const response = await fetch(`${base}/api/turns/${turnId}/stream`, {
    headers: headersOf(person),
    signal: AbortSignal.timeout(240_000),
  });
  if (!response.ok || response.body === null) throw new Error(`stream: ${response.status}`);
  const timed: Timed = { at: new Map(), firstWords: null, ended: 0, state: "" };
  const read = createEventReader();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value: piece } = await reader.read();
    if (done) break;
    const came = now();
    for (const { id, data } of read(piece)) {
      if (data === "[DONE]") continue;
      if (id !== "") timed.at.set(Number(id), came);
      const chunk = JSON.parse(data) as { type: string; messageMetadata?: { state?: string } };
      if (chunk.type === "reasoning-delta" || chunk.type === "text-delta")
        timed.firstWords ??= came;
      if (chunk.type === "error") throw new Error(data);
      if (chunk.type === "finish") timed.state = chunk.messageMetadata?.state ?? "";
    }
  }
  timed.ended = now();
  return timed;
}
