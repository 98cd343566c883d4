import { type Figure, figureOf } from "@/scripts/eval/figure";
import { mean } from "@/scripts/eval/metrics";
import { type Bench, openCase } from "@/scripts/eval/model";
import { sample } from "@/scripts/eval/random";
import type { DataSet, Row } from "@/scripts/eval/rows";
import { openTar } from "@/scripts/eval/tar";

const PICTURES = 12;
const TOKENS = 64;

/** Time to the first token for a picture not met before, and decode speed, of one chat alone. */
export async function measureSpeed(
  bench: Bench,
  sets: readonly DataSet[],
): Promise<{ firstTokenMs: Figure; tokensPerSecond: Figure }> {
  const rows: { row: Row; archive: string }[] = sets.flatMap((set) =>
    set.rows
      .filter(({ modality }) => modality !== "none")
      .map((row) => ({ row, archive: set.archive })),
  );
  const firsts: { group: string; item: number }[] = [];
  const speeds: { group: string; item: number }[] = [];
  for (const [index, { row, archive }] of sample(rows, PICTURES, "speed").entries()) {
    const tar = openTar(archive);
    const bytes = tar.read(row.image);
    tar.close();
    const started = performance.now();
    const key = `speed-${index}-${row.id}`;
    const png = await openCase(bench, row, () => bytes).png();
    const reading = await bench.evlf.readPicture(key, png, bench.ticket);
    let first: number | null = null;
    const events = bench.evlf.generateRaw({
      messages: [
        { role: "system", audience: "patient" },
        { role: "user", images: [key], text: "What does this show?" },
      ],
      picture: () => reading.imageTokens,
      tools: ["diagnose", "ground", "lookup"],
      ticket: bench.ticket,
      maxTokens: TOKENS,
    });
    for await (const event of events) {
      if (event.type === "text") first ??= performance.now() - started;
      else if (event.newTokens > 1) {
        speeds.push({ group: key, item: (1000 * event.newTokens) / event.decodeMs });
      }
    }
    // the first picture also pays for memory that the networks ask for once
    if (first !== null && index > 0) firsts.push({ group: key, item: first });
  }
  return { firstTokenMs: figureOf(firsts, mean), tokensPerSecond: figureOf(speeds, mean) };
}
