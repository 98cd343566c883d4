import sharp from "sharp";
import { followAnswer } from "@/tests/cluster/follow";
import { ask, newPerson, type Person, readChat, upload } from "@/tests/cluster/person";
import { storedWords } from "@/tests/cluster/words";

/** A question, and the answer that it has where nothing goes wrong: the model repeats itself. */
export type Known = { text: string; picture: boolean; words: string; parts: number };

const TEXTS: [string, boolean][] = [
  ["What is pneumonia?", false],
  ["What does a fundus photograph show?", false],
  ["What is a melanoma?", false],
  ["What does this show?", true],
  ["What is a biopsy?", false],
  ["Where is the left lung?", true],
  ["What is an MRI?", false],
  ["What does glaucoma do?", false],
];

const drawn = (): Promise<Buffer> =>
  sharp({ create: { width: 160, height: 120, channels: 3, background: { r: 90, g: 20, b: 60 } } })
    .png()
    .toBuffer();

/** The pictures that a person needs for these questions. */
export async function picturesFor(base: string, person: Person): Promise<string[]> {
  return [await upload(base, person, await drawn())];
}

/** Asks each question once, undisturbed, and keeps what was answered. */
export async function knownAnswers(bases: string[], count: number): Promise<Known[]> {
  const person = await newPerson(bases[0] ?? "");
  const pictures = await picturesFor(bases[0] ?? "", person);
  const known: Known[] = [];
  for (const [text, picture] of TEXTS.slice(0, count)) {
    const asked = await ask(bases, person, { text, imageIds: picture ? pictures : [] });
    await followAnswer({ bases, person, turnId: asked.turnId });
    const { messages } = await readChat(bases, person, asked.chatId);
    const answer = messages.at(-1);
    if (answer?.metadata?.state !== "done" || answer.parts.length === 0)
      throw new Error(`"${text}" has no answer to compare with: ${answer?.metadata?.state}`);
    known.push({ text, picture, words: storedWords(answer), parts: answer.parts.length });
  }
  return known;
}
