import { keyOf, openCase } from "@/scripts/eval/model";
import { sample } from "@/scripts/eval/random";
import { openTar } from "@/scripts/eval/tar";
import type { Setting } from "@/scripts/eval/task";

const PICTURES = 48;
let kept: { setting: Setting; tokens: Float32Array } | null = null;

/**
 * The mean of the picture tokens of up to 48 pictures that have questions: something like a
 * picture that shows nothing in particular. What the model answers with it is its prior.
 */
export async function averagePicture(setting: Setting): Promise<Float32Array> {
  if (kept?.setting === setting) return kept.tokens;
  const rows = setting.sets.flatMap((set) =>
    set.rows.filter((row) => row.qa.length > 0).map((row) => ({ row, archive: set.archive })),
  );
  const chosen = sample(rows, PICTURES, "average");
  const values = await setting.cache.recall(
    `average|${chosen.map(({ row }) => keyOf(row)).join(",")}`,
    async () => {
      const { imageTokens, hidden } = setting.bench.evlf.card.llm;
      const sum = new Float64Array(imageTokens * hidden);
      for (const { row, archive } of chosen) {
        const tar = openTar(archive);
        const reading = await openCase(setting.bench, row, () => tar.read(row.image)).reading();
        for (const [i, value] of reading.imageTokens.entries()) sum[i] = (sum[i] ?? 0) + value;
        tar.close();
      }
      return Array.from(sum, (value) => Number((value / chosen.length).toPrecision(6)));
    },
  );
  kept = { setting, tokens: Float32Array.from(values) };
  return kept.tokens;
}
