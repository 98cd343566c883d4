import type { SampleInfo } from "@/lib/contracts/api";
import type { Audience } from "@/lib/contracts/audience";

/**
 * A first question. With `sample` it takes that picture; without, the person brings one.
 */
export type Starter = { question: string; about: string; sample: SampleInfo | null };

type Idea = { fits: RegExp | null; about: string; questions: Record<Audience, string> };

/** Only where the shipped model is strong: lungs on chest films, skin, white cells. */
const IDEAS: Idea[] = [
  {
    fits: /chest.?(film|x-?ray|radiograph)/i,
    about: "Chest film",
    questions: {
      patient: "What does this show?",
      student: "Where are the lungs?",
      clinician: "Outline both lungs.",
    },
  },
  {
    fits: null,
    about: "Your picture of a spot on the skin",
    questions: {
      patient: "Where is the spot, and what should I ask my doctor?",
      student: "Where is the lesion, and what speaks for and against?",
      clinician: "Outline the lesion and give the labels.",
    },
  },
  {
    fits: null,
    about: "Your picture of a blood smear",
    questions: {
      patient: "Which kinds of cell are in this picture?",
      student: "Which kind of white cell is this?",
      clinician: "Label the white cell.",
    },
  },
];

/** Three first questions for a reader, out of what this server has samples for. */
export function startersFor(audience: Audience, samples: SampleInfo[]): Starter[] {
  return IDEAS.flatMap((idea): Starter[] => {
    const { fits, about, questions } = idea;
    const question = questions[audience];
    if (fits === null) return [{ question, about, sample: null }];
    const sample = samples.find((each) => fits.test(each.name) || fits.test(each.title));
    return sample === undefined ? [] : [{ question, about, sample }];
  }).slice(0, 3);
}
