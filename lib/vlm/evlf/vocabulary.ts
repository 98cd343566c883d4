import { type CallState, callStep } from "./grammar";

/**
 * The vocabulary in the order of its bytes, which is a trie without nodes: the tokens that share
 * a beginning stand side by side, so that the grammar is asked once for each shared byte.
 */
export type Vocabulary = { ids: Uint32Array; bytes: readonly Uint8Array[] };

function compare(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b);
}

/** Sorts all ordinary tokens; special ones are left out. */
export function sortVocabulary(
  size: number,
  bytesOf: (id: number) => Uint8Array,
  leaveOut: ReadonlySet<number>,
): Vocabulary {
  const all = Array.from({ length: size }, (_, id) => ({ id, bytes: bytesOf(id) }));
  const kept = all.filter(({ id, bytes }) => bytes.length > 0 && !leaveOut.has(id));
  kept.sort((a, b) => compare(a.bytes, b.bytes) || a.id - b.id);
  return { ids: Uint32Array.from(kept, (t) => t.id), bytes: kept.map((t) => t.bytes) };
}

/** All tokens that the grammar takes in this state, whole. */
export function allowedTokens(vocabulary: Vocabulary, state: CallState): number[] {
  const allowed: number[] = [];
  const visit = (from: number, to: number, depth: number, now: CallState): void => {
    let at = from;
    while (at < to) {
      const bytes = vocabulary.bytes[at];
      const byte = bytes?.[depth];
      if (bytes === undefined || byte === undefined) {
        allowed.push(vocabulary.ids[at] ?? 0);
        at += 1;
        continue;
      }
      let end = at + 1;
      while (end < to && vocabulary.bytes[end]?.[depth] === byte) end += 1;
      const next = callStep(now, byte);
      if (next !== null) visit(at, end, depth + 1, next);
      at = end;
    }
  };
  visit(0, vocabulary.ids.length, 0, state);
  return allowed;
}
