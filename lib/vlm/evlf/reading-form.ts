import { modalityName, setModality } from "../modality";
import type { ModelCard } from "../registry";

/** What stands before a reading in the model's first step. */
export const READING = "<think>\n1. Reading: ";
const CLOSE = " (image)";

/**
 * The sentences that a reading may be; a label only with the kind of picture that its set is of, and
 * only of the sets in `speaking`, where that is given.
 */
export class ReadingForm {
  readonly #sentences: readonly string[];

  constructor(
    card: Pick<ModelCard, "modalities" | "regions" | "labelSets">,
    speaking: readonly string[] = card.labelSets.map(({ id }) => id),
  ) {
    const all = card.modalities
      .filter((id) => id !== "none")
      .flatMap((id) => {
        const labels = card.labelSets
          .filter((set) => setModality(set.id) === id && speaking.includes(set.id))
          .flatMap((set) => set.labels);
        const endings = ["; no label set.", ...labels.map((label) => `: ${label}.`)];
        return card.regions.flatMap((region) =>
          endings.map((ending) => `${modalityName(id)}, ${region}${ending}${CLOSE}`),
        );
      });
    this.#sentences = [...all, `${modalityName("none")}.${CLOSE}`].sort();
  }

  /** Whether `text`, what follows `Reading: `, begins such a sentence or goes on after one. */
  allows(text: string): boolean {
    let low = 0;
    let high = this.#sentences.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sentences[middle] ?? "") < text) low = middle + 1;
      else high = middle;
    }
    // no sentence begins another, so only its neighbours can fit
    const before = this.#sentences[low - 1];
    return (
      (this.#sentences[low]?.startsWith(text) ?? false) ||
      (before !== undefined && text.startsWith(before))
    );
  }
}

/** The forms of a model's readings by the sets that speak, each made once; `undefined`: all sets. */
export function readingForms(
  card: ConstructorParameters<typeof ReadingForm>[0],
): (speaking: readonly string[] | undefined) => ReadingForm {
  const made = new Map<string, ReadingForm>();
  return (speaking) => {
    const key = speaking === undefined ? "all" : `only ${[...speaking].sort().join(" ")}`;
    const form = made.get(key) ?? new ReadingForm(card, speaking);
    made.set(key, form);
    return form;
  };
}
