import { chunk, chunksOf } from "./png";
import type { Random } from "./random";
import type { Case } from "./seeds";

type Mutation = { name: string; change: (bytes: Buffer, random: Random) => Buffer };

const INTERESTING = [0, 1, 0x7f, 0x80, 0xff];

/** Most changes hit the head of a file, where its sizes and kinds stand. */
const place = (bytes: Buffer, random: Random): number =>
  random.whole(random.whole(2) === 0 ? Math.min(bytes.length, 600) : bytes.length);

const mutations: Mutation[] = [
  {
    name: "bits turned over",
    change: (bytes, random) => {
      for (let left = 1 + random.whole(16); left > 0; left -= 1) {
        const at = place(bytes, random);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.whole(8));
      }
      return bytes;
    },
  },
  {
    name: "bytes replaced",
    change: (bytes, random) => {
      for (let left = 1 + random.whole(32); left > 0; left -= 1)
        bytes[place(bytes, random)] = random.whole(256);
      return bytes;
    },
  },
  {
    name: "extreme values",
    change: (bytes, random) => {
      for (let left = 1 + random.whole(4); left > 0; left -= 1) {
        const at = place(bytes, random);
        const value = random.pick(INTERESTING);
        bytes.fill(value, at, Math.min(at + 1 + random.whole(4), bytes.length));
      }
      return bytes;
    },
  },
  { name: "cut off", change: (bytes, random) => bytes.subarray(0, random.whole(bytes.length)) },
  {
    name: "a piece left out",
    change: (bytes, random) => {
      const at = place(bytes, random);
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.whole(200))]);
    },
  },
  {
    name: "a piece twice",
    change: (bytes, random) => {
      const at = place(bytes, random);
      const piece = bytes.subarray(at, at + 1 + random.whole(400));
      return Buffer.concat([bytes.subarray(0, at), piece, piece, bytes.subarray(at)]);
    },
  },
  {
    name: "rubbish put in",
    change: (bytes, random) => {
      const at = place(bytes, random);
      const rubbish = Buffer.from(
        Array.from({ length: 1 + random.whole(64) }, () => random.whole(256)),
      );
      return Buffer.concat([bytes.subarray(0, at), rubbish, bytes.subarray(at)]);
    },
  },
  {
    name: "rubbish behind",
    change: (bytes, random) =>
      Buffer.concat([bytes, Buffer.alloc(1 + random.whole(5_000), random.whole(256))]),
  },
];

/** Changes inside a chunk with the checksum put right, which a decoder would else stop at. */
function changePng(bytes: Buffer, random: Random): Buffer {
  const chunks = chunksOf(bytes);
  const changed = random.whole(chunks.length);
  const parts = chunks.map(({ type, data }, at) => {
    const copy = Buffer.from(data);
    if (at === changed && copy.length > 0)
      for (let left = 1 + random.whole(4); left > 0; left -= 1)
        copy[random.whole(copy.length)] = random.pick([...INTERESTING, random.whole(256)]);
    return chunk(type, copy);
  });
  return Buffer.concat([bytes.subarray(0, 8), ...parts]);
}

/** A good file spoilt in one of many ways, or two good ones put together. */
export function mutated(seeds: Case[], random: Random): Case {
  const seed = random.pick(seeds);
  const copy = Buffer.from(seed.bytes);
  if (seed.name.startsWith("PNG") && random.whole(3) === 0) {
    const bytes = changePng(copy, random);
    return { name: `${seed.name}: a chunk changed`, bytes, wanted: "either" };
  }
  if (random.whole(20) === 0) {
    const other = random.pick(seeds);
    const half = other.bytes.subarray(random.whole(other.bytes.length));
    const bytes = Buffer.concat([copy.subarray(0, random.whole(copy.length)), half]);
    return { name: `${seed.name}: half of it, half of ${other.name}`, bytes, wanted: "either" };
  }
  const { name, change } = random.pick(mutations);
  return { name: `${seed.name}: ${name}`, bytes: change(copy, random), wanted: "either" };
}
