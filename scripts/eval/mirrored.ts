import sharp from "sharp";
import type { Box } from "@/lib/geometry/box";
import { keysWhere } from "@/scripts/eval/encode";
import { differenceOf, type Figure, figureOf, type Grouped, shareOf } from "@/scripts/eval/figure";
import { recallLook } from "@/scripts/eval/look";
import { mean } from "@/scripts/eval/metrics";
import type { Case } from "@/scripts/eval/model";
import { sampleOver } from "@/scripts/eval/random";
import type { Row } from "@/scripts/eval/rows";
import type { Setting } from "@/scripts/eval/task";
import { variantOf } from "@/scripts/eval/variant";

/** The sided phrases, and the half of an unmirrored frontal film where each lung lies. */
const SIDED = [
  { phrase: "left lung", half: "right" },
  { phrase: "right lung", half: "left" },
] as const;
const FILMS = 100;
const drawn = new WeakMap<Setting, ReadonlySet<string>>();

/** The tool's top box for a sided phrase in a film as it is and mirrored; null where none came. */
export type SidedLook = { phrase: string; clean: Box | null; mirrored: Box | null };

function isFrontalChest(row: Row): boolean {
  return row.modality === "xray" && row.anatomy === "chest" && row.plane === "frontal";
}

/** Keys of up to 100 frontal chest films, spread evenly over the sets. */
export function filmsToMirror(setting: Setting): ReadonlySet<string> {
  const known = drawn.get(setting);
  if (known !== undefined) return known;
  const films = [...keysWhere(setting.sets, isFrontalChest)];
  const setOf = (key: string) => key.split("/")[0] ?? "";
  const chosen = new Set(sampleOver(films, FILMS, "mirrored films", setOf));
  drawn.set(setting, chosen);
  return chosen;
}

/** Asks for both lungs in a film and in its mirror image. */
export async function lookMirrored(row: Case, setting: Setting): Promise<SidedLook[]> {
  const flipped = variantOf(row, "mirrored", (png) => sharp(png).flop().png().toBuffer());
  const looks: SidedLook[] = [];
  for (const { phrase } of SIDED) {
    const clean = await recallLook(row, phrase, setting);
    const mirrored = await recallLook(flipped, phrase, setting);
    looks.push({
      phrase,
      clean: clean.boxes[0] ?? null,
      mirrored: mirrored.boxes[0] ?? null,
    });
  }
  return looks;
}

/** The half of the picture that a box's centre lies in. */
export function halfOf(box: Box): "left" | "right" {
  return box.x + box.width / 2 < 0.5 ? "left" : "right";
}

/**
 * What becomes of sided boxes in films that we mirrored. `given`: a box comes for the phrase.
 * `conventionSide`, of the boxes that came: the box's centre lies in the half of the PICTURE where
 * an unmirrored film has that lung ("left lung" in its right half). A mirrored film has the
 * patient's left lung in the picture's left half, so a box on the convention's side marks the other
 * lung of the patient, and the rest of the boxes the lung that the phrase names. The app says left
 * and right of the picture and never of the patient, so neither is false as a place in the picture;
 * the lung's name is right only if the film is not mirrored. `Unmirrored` are the same films as
 * they are; `Change` is paired.
 */
export function mirroredSection(looks: readonly Grouped<SidedLook>[]): Record<string, Figure> {
  if (looks.length === 0) return {};
  const sides = (state: "clean" | "mirrored") =>
    looks.flatMap(({ group, item }): Grouped<boolean>[] => {
      const box = item[state];
      const usual = SIDED.find(({ phrase }) => phrase === item.phrase)?.half;
      return box === null ? [] : [{ group, item: halfOf(box) === usual }];
    });
  const given = looks.map(({ group, item }) => ({
    group,
    item: { before: Number(item.clean !== null), after: Number(item.mirrored !== null) },
  }));
  const [mirrored, unmirrored] = [sides("mirrored"), sides("clean")];
  return {
    given: figureOf(given, (all) => mean(all.map(({ after }) => after))),
    givenUnmirrored: figureOf(given, (all) => mean(all.map(({ before }) => before))),
    givenChange: differenceOf(given),
    ...(mirrored.length === 0 ? {} : { conventionSide: shareOf(mirrored) }),
    ...(unmirrored.length === 0 ? {} : { conventionSideUnmirrored: shareOf(unmirrored) }),
  };
}
