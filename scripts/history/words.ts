import { randomUUID } from "node:crypto";
import type { EvlfMessage } from "@/lib/contracts/message";

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const KINDS = ["chest X-ray", "head MRI", "fundus", "skin", "lung CT", "breast ultrasound"];
const THINGS = [
  ...["lung opacity", "effusion", "nodule", "brain tumour", "optic disc", "melanoma", "heart"],
  ...["left lung", "right lung", "mass", "hippocampus", "vessel", "lesion border", "rib"],
];
const QUESTIONS = [
  "What does this show?",
  "Where is the THING?",
  "Is there a THING in this picture?",
  "How sure are you about the THING?",
  "What should I ask my doctor about a THING?",
];
const SENTENCES = [
  "I looked for THING and marked what is brighter than its surroundings.",
  "The outlined area lies in the upper half of the picture.",
  "On test pictures about eight of ten such marks were right.",
  "This is for learning and not for diagnosis.",
  "A THING can have many causes, most of them harmless.",
  "A doctor who knows the history can say more than one picture does.",
  "Compare both sides before you look at the numbers.",
  "The border is sharp on one side and blurred on the other.",
];

type Chance = () => number;
const pick = (list: readonly string[], chance: Chance): string =>
  list[Math.floor(chance() * list.length)] ?? "";

/** A question and an answer with one result, both about the same thing. */
export function exchange(chance: Chance): { question: string; answer: EvlfMessage } {
  const thing = pick(THINGS, chance);
  const name = pick(KINDS, chance);
  const about = (words: string): string => words.replaceAll("THING", thing);
  const sentences = Array.from({ length: 4 + Math.floor(chance() * 6) }, () =>
    about(pick(SENTENCES, chance)),
  );
  const place = {
    imageId: randomUUID(),
    modality: { id: name, name, probability: 0.9 },
    strength: "untested" as const,
    card: null,
  };
  return {
    question: about(pick(QUESTIONS, chance)),
    answer: {
      id: randomUUID(),
      role: "assistant",
      parts: [
        {
          type: "tool-ground",
          toolCallId: randomUUID(),
          state: "output-available",
          input: { phrase: thing },
          output: { ...place, outcome: "nothing", asked: thing, phrase: thing },
        },
        { type: "text", text: sentences.join(" ") },
      ],
    },
  };
}

/** What a person types: one word of the talks, two, or the beginning of one. */
export function searchTerm(chance: Chance): string {
  const words = `${THINGS.join(" ")} ${SENTENCES.join(" ")}`
    .toLowerCase()
    .match(/[a-z]{4,}/g) as string[];
  const word = pick(words, chance);
  const kind = chance();
  if (kind < 0.4) return word;
  if (kind < 0.7) return word.slice(0, 3);
  return `${pick(words, chance)} ${word}`;
}
