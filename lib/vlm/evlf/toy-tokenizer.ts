import type { EvlfTokenizer } from "./tokenizer";

/** Tokens of tests: 0 is the end, 1 a special one, then single characters and some longer ones. */
export function toyTokenizer(longer: readonly string[]): EvlfTokenizer {
  const characters = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
  const special = ["<end>", "<empty_output>"];
  const names = [...special, "\n", ...characters, ...longer];
  const encoder = new TextEncoder();
  const bytesOf = (id: number): Uint8Array => encoder.encode(names[id] ?? "");
  const byLength = names
    .map((name, id) => ({ name, id }))
    .sort((a, b) => b.name.length - a.name.length);
  return {
    bytesOf,
    encode: (text) => {
      const ids: number[] = [];
      for (let at = 0; at < text.length; ) {
        const found = byLength.find(({ name }) => text.startsWith(name, at));
        if (found) ids.push(found.id);
        at += found?.name.length ?? 1;
      }
      return ids;
    },
    decode: (ids) => Buffer.concat(ids.map(bytesOf)).toString("utf8"),
    specialTokens: special,
    specialIds: new Set([0, 1]),
    size: names.length,
  };
}
