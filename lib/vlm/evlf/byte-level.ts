/**
 * The byte-level alphabet of GPT-2's tokenizer: each byte has one printable character, so that a
 * token is a string. Source: Radford et al. 2019, `bytes_to_unicode`.
 */
function alphabet(): Map<string, number> {
  const printable = (b: number): boolean =>
    (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || (b >= 174 && b <= 255);
  const map = new Map<string, number>();
  let next = 256;
  for (let byte = 0; byte < 256; byte += 1) {
    map.set(String.fromCodePoint(printable(byte) ? byte : next), byte);
    if (!printable(byte)) next += 1;
  }
  return map;
}

const BYTE_OF = alphabet();

/** The bytes that a byte-level token stands for. */
export function tokenBytes(token: string): Uint8Array {
  return Uint8Array.from(token, (character) => BYTE_OF.get(character) ?? 0);
}
