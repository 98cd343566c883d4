import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { askOnce, newPerson, type Person, upload } from "@/tests/cluster/person";
import { now, readStream, type Timed } from "./read-stream";

export type Turn = Timed & { turnId: string; asked: number; firstMs: number | null };
export type Day = { turns: Turn[]; totalMs: number; errors: string[] };

const QUESTIONS = [
  "What is pneumonia?",
  "What is an MRI?",
  "What does glaucoma do?",
  "What is a melanoma?",
  "What is a biopsy?",
];

/** A question to be answered, timed from the moment it is sent. */
async function turn(
  base: string,
  person: Person,
  chatId: string,
  text: string,
  imageIds: string[],
) {
  const asked = now();
  const { response } = await askOnce(base, person, { text, chatId, imageIds });
  if (response.status !== 202)
    throw new Error(`asking: ${response.status} ${await response.text()}`);
  const { turnId } = (await response.json()) as { turnId: string };
  const timed = await readStream(base, person, turnId);
  if (timed.state !== "done") throw new Error(`an answer ended as "${timed.state}"`);
  const firstMs = timed.firstWords === null ? null : timed.firstWords - asked;
  return { ...timed, turnId, asked, firstMs };
}

/** One person's talk: a picture and a question about it, then questions about words. */
export async function talk(base: string, person: Person, who: number, turns: number): Promise<Day> {
  const day: Day = { turns: [], totalMs: 0, errors: [] };
  const chatId = randomUUID();
  const begun = now();
  const background = { r: who % 256, g: 40, b: 80 };
  const png = await sharp({ create: { width: 120, height: 90, channels: 3, background } })
    .png()
    .toBuffer();
  for (let at = 0; at < turns; at += 1) {
    try {
      const image = at === 0 ? [await upload(base, person, png)] : [];
      const word = QUESTIONS[(who + at) % QUESTIONS.length] ?? "";
      const text = at === 0 ? "What does this show?" : word;
      day.turns.push(await turn(base, person, chatId, text, image));
    } catch (error) {
      day.errors.push(String(error));
    }
  }
  day.totalMs = now() - begun;
  return day;
}

export const guests = (bases: string[], count: number): Promise<Person[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => newPerson(bases[at % bases.length] ?? "")));

export const baseFor = (bases: string[], who: number): string => bases[who % bases.length] ?? "";
export const questionFor = (who: number): string => QUESTIONS[who % QUESTIONS.length] ?? "";
