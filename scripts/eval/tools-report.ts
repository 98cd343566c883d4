import { diagnoseInputSchema, groundInputSchema, lookupInputSchema } from "@/lib/contracts/tools";
import { outputsOf, type Talk } from "@/scripts/eval/conversations";
import { shareOf } from "@/scripts/eval/figure";

const INPUTS: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>> = {
  ground: groundInputSchema,
  diagnose: diagnoseInputSchema,
  lookup: lookupInputSchema,
};

/** Whether a talk's calls are the right ones for its kind, arguments included. */
export function isRight({ script, turn }: Talk): boolean {
  const first = turn.calls[0];
  const { ground, cards } = outputsOf(turn);
  switch (script.kind) {
    case "label":
      return first?.tool === "diagnose";
    case "place":
      return (
        first?.tool === "ground" &&
        ground.some((result) => "phrase" in result && result.phrase === script.phrase)
      );
    case "unsupported":
      return first?.tool === "ground" && ground[0]?.outcome === "unsupported";
    case "word":
      return first?.tool === "lookup" && script.cards.some((card) => cards.has(card));
    case "needless":
      return turn.calls.length === 0;
  }
}

/** Shares of calls that fit their schema, of needed tools rightly called, of needless calls. */
export function toolsReport(talks: readonly Talk[]): Record<string, unknown> {
  const calls = talks.flatMap(({ script, turn }) =>
    turn.calls.map(({ tool, input }) => ({
      group: script.row?.group ?? script.key,
      item: INPUTS[tool]?.safeParse(input).success ?? false,
    })),
  );
  const judged = talks.map((talk) => ({
    kind: talk.script.kind,
    group: talk.script.row?.group ?? talk.script.key,
    item: isRight(talk),
  }));
  const needed = judged.filter(({ kind }) => kind !== "needless");
  const needless = judged.filter(({ kind }) => kind === "needless");
  const kinds = [...new Set(needed.map(({ kind }) => kind))];
  return {
    tools: {
      ...(calls.length === 0 ? {} : { valid: shareOf(calls) }),
      right: shareOf(needed),
      needless: shareOf(needless.map(({ group, item }) => ({ group, item: !item }))),
      rightByKind: Object.fromEntries(
        kinds.map((kind) => [kind, shareOf(needed.filter((one) => one.kind === kind))]),
      ),
    },
  };
}
