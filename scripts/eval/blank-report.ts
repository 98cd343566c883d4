import { blankPictures } from "@/scripts/eval/blank-pictures";
import { encode } from "@/scripts/eval/encode";
import { type Figure, shareOf } from "@/scripts/eval/figure";
import { recallLook } from "@/scripts/eval/look";
import { openCase } from "@/scripts/eval/model";
import type { Progress } from "@/scripts/eval/progress";
import type { Row } from "@/scripts/eval/rows";
import type { Setting } from "@/scripts/eval/task";

/** What the tools made of a picture that shows nothing. */
export type BlankSaid = {
  kind: string;
  name: string;
  labelled: boolean;
  /** Trained phrases that a box came for. */
  boxes: string[];
  notSupported: boolean;
};

/** A row for a picture that stands in no set. */
function rowOf(name: string): Row {
  return {
    id: name,
    dataset: "blank",
    image: name,
    modality: "none",
    anatomy: null,
    plane: null,
    labelSet: null,
    labels: [],
    boxes: [],
    qa: [],
    group: `blank/${name}`,
  };
}

/** Shares of blank pictures, by kind and over all: each wishes for no label, no box, a refusal. */
export function blankSection(said: readonly BlankSaid[]): Record<string, Record<string, Figure>> {
  const section = (items: readonly BlankSaid[]) => {
    const share = (test: (item: BlankSaid) => boolean) =>
      shareOf(items.map((item) => ({ group: item.name, item: test(item) })));
    return {
      label: share(({ labelled }) => labelled),
      box: share(({ boxes }) => boxes.length > 0),
      notSupported: share(({ notSupported }) => notSupported),
    };
  };
  const kinds = [...new Set(said.map(({ kind }) => kind))];
  return {
    all: section(said),
    ...Object.fromEntries(
      kinds.map((kind) => [kind, section(said.filter((item) => item.kind === kind))]),
    ),
  };
}

/** Shows the tools pictures that show nothing and asks for a label and for every trained phrase. */
export async function measureBlank(setting: Setting, progress: Progress): Promise<BlankSaid[]> {
  const { evlf } = setting.bench;
  const pictures = blankPictures(setting.sets);
  const said: BlankSaid[] = [];
  for (const { kind, name, file } of pictures) {
    const row = openCase(setting.bench, rowOf(name), file);
    const { outcome } = await encode(row, setting);
    const boxes: string[] = [];
    for (const { phrase } of evlf.card.phrases) {
      const { outcome: found } = await recallLook(row, phrase, setting);
      if (found === "found") boxes.push(phrase);
    }
    said.push({
      kind,
      name,
      labelled: outcome === "labelled",
      boxes,
      notSupported: outcome === "unusable",
    });
    progress.step(said.length, pictures.length, "blank pictures");
  }
  return said;
}
