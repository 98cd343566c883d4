import { z } from "zod";

const talksSchema = z.object({
  hard: z.object({ boxWithoutTool: z.number(), unsourcedFact: z.number() }),
  skipped: z.number(),
  worst: z.array(
    z.object({
      id: z.string(),
      turn: z.number(),
      failed: z.array(z.string()),
      question: z.string(),
      calls: z.array(z.string()),
      text: z.string(),
    }),
  ),
});

/** The counts of the talks and their worst turns, as lines to read; "" where there are no talks. */
export function talksTable(talks: unknown): string {
  const read = talksSchema.safeParse(talks);
  if (!read.success) return "";
  const { hard, skipped, worst } = read.data;
  const counts = `talks: ${hard.boxWithoutTool} boxes without a tool, ${hard.unsourcedFact} facts without a source, ${skipped} talks skipped for want of data`;
  const turns = worst.map(({ id, turn, failed, question, calls, text }) =>
    [
      `${id}, turn ${turn}: ${failed.join(", ")}`,
      `  > ${question}`,
      ...calls.map((call) => `  -> ${call}`),
      ...text.split("\n").map((line) => `  ${line}`.trimEnd()),
    ].join("\n"),
  );
  return [counts, ...turns].join("\n\n");
}
