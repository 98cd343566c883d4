import { readFileSync } from "node:fs";

/** Lengths of the endings that are looked up, longest first. */
const ORDERS = [8, 4, 2, 1] as const;

function hash(ids: ArrayLike<number>, from: number, to: number): number {
  let value = to - from;
  for (let i = from; i < to; i += 1) value = (Math.imul(value, 0x9e3779b1) + (ids[i] ?? 0)) | 0;
  return value;
}

/**
 * Guesses what the model will write next from messages of the kind that it was trained to write.
 * A guess costs nothing where it is wrong: the model itself decides on every token. The same
 * ending always gives the same guess, so that a message is made by the same runs each time.
 */
export class Draft {
  /** For each order: hash of an ending -> the token that followed it most, and by how much. */
  readonly #next = new Map<number, Map<number, { id: number; lead: number }>>();
  readonly #end: number;

  /** `messages`: token ids of whole messages one after the other, each closed by `end`. */
  constructor(messages: ArrayLike<number>, end: number) {
    this.#end = end;
    for (const order of ORDERS) this.#next.set(order, new Map());
    let start = 0;
    for (let i = 0; i < messages.length; i += 1) {
      const id = messages[i] ?? end;
      for (const order of ORDERS) {
        const from = i - order;
        // `end` of the message before stands for the beginning
        if (from >= start - 1 && from >= 0) this.#count(order, hash(messages, from, i), id);
      }
      if (id === end) start = i + 1;
    }
  }

  #count(order: number, key: number, id: number): void {
    const table = this.#next.get(order);
    const known = table?.get(key);
    if (known === undefined) table?.set(key, { id, lead: 1 });
    else if (known.id === id) known.lead += 1;
    else if (known.lead > 1) known.lead -= 1;
    else table?.set(key, { id, lead: 1 });
  }

  /** Up to `most` ids that may follow the message `written` so far; none where nothing is known. */
  guess(written: readonly number[], most: number): number[] {
    const ids = [this.#end, ...written.slice(-Math.max(...ORDERS))];
    if (written.length > Math.max(...ORDERS)) ids.shift();
    const guessed: number[] = [];
    while (guessed.length < most) {
      const next = this.#follow(ids);
      if (next === null || next === this.#end) break;
      ids.push(next);
      guessed.push(next);
    }
    return guessed;
  }

  #follow(ids: readonly number[]): number | null {
    for (const order of ORDERS) {
      if (ids.length < order) continue;
      const key = hash(ids, ids.length - order, ids.length);
      const known = this.#next.get(order)?.get(key);
      if (known !== undefined) return known.id;
    }
    return null;
  }
}

/** Opens the messages beside the model: unsigned 16-bit ids, little-endian. */
export function openDraft(file: string, end: number): Draft {
  const bytes = readFileSync(file);
  const ids = Uint16Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readUInt16LE(2 * i));
  return new Draft(ids, end);
}
