import type { ErrorAnswer, ImageInfo } from "@/lib/contracts/api";
import { type ErrorCode, HTTP_STATUS } from "@/lib/server/errors";
import { type Answer, cookiesOf, send } from "@/tests/security/send";
import { chunksOf } from "./png";
import { type Case, PERSON } from "./seeds";

/** What may be said of a file that is not stored; each has a sentence of its own. */
const REFUSALS: ErrorCode[] = [
  ...(["image-empty", "image-format", "image-unreadable", "image-too-many-pixels"] as const),
  ...(["image-too-large", "body-too-large"] as const),
  ...(["image-too-slow", "image-too-heavy", "image-broke-reader"] as const),
];

/** Chunks that a stored PNG may have: pixels and their size, no words. */
const PIXELS = new Set(["IHDR", "PLTE", "tRNS", "pHYs", "IDAT", "IEND"]);
const WORDS = [PERSON, "Exif\0\0", "adobe:ns:meta", "DICM", "ICC_PROFILE", "Photoshop"];

/** What became of one file: stored, or refused under a code; `wrong` says what broke a promise. */
export type Outcome = { as: string; wrong: string | null };

const wrong = (as: string, what: string): Outcome => ({ as, wrong: what });

async function checkStored(base: string, answer: Answer): Promise<string | null> {
  const { id, width, height } = JSON.parse(answer.text) as ImageInfo;
  const picture = await send(base, `/api/images/${id}`, { cookie: cookiesOf(answer) });
  if (picture.status !== 200) return `the stored picture answers ${picture.status}`;
  const found = WORDS.find((word) => picture.body.includes(word));
  if (found !== undefined) return `the stored picture holds ${JSON.stringify(found)}`;
  const chunks = chunksOf(picture.body);
  const strange = chunks.find(({ type }) => !PIXELS.has(type));
  if (strange !== undefined) return `the stored picture has a chunk ${strange.type}`;
  const size = chunks[0]?.data;
  const told =
    size !== undefined && size.readUInt32BE(0) === width && size.readUInt32BE(4) === height;
  return told ? null : "the stored picture is not as large as was said";
}

function checkRefused(answer: Answer): string | null {
  const { error } = JSON.parse(answer.text) as ErrorAnswer;
  const known = REFUSALS.find((code) => code === error.code);
  if (known === undefined) return `refused with ${answer.status} ${error.code}`;
  if (answer.status !== HTTP_STATUS[known]) return `${known} with status ${answer.status}`;
  return /^[A-Z].{20,}\.$/s.test(error.message) ? null : `no clear sentence: ${error.message}`;
}

/** Holds the answer to an upload against what was promised. */
export async function checkAnswer(base: string, each: Case, answer: Answer): Promise<Outcome> {
  try {
    if (answer.status === 201) {
      if (each.wanted === "refused") return wrong("stored", "was stored");
      return { as: "stored", wrong: await checkStored(base, answer) };
    }
    const { error } = JSON.parse(answer.text) as ErrorAnswer;
    if (each.wanted === "stored") return wrong(error.code, `was refused: ${error.code}`);
    return { as: error.code, wrong: checkRefused(answer) };
  } catch (error) {
    return wrong("unclear", `answered ${answer.status} ${answer.text.slice(0, 200)} (${error})`);
  }
}
