import { tool } from "ai";
import type { Audience } from "@/lib/contracts/audience";
import { diagnoseInputSchema, groundInputSchema, lookupInputSchema } from "@/lib/contracts/tools";
import type { Proposal } from "../evlf/encoders";
import type { PictureReading } from "../evlf/reading";
import type { ToolOutcome } from "../guard/guard-options";
import type { ModelCard } from "../registry";
import { asNamed } from "./asks-to-search";
import { applicableSet, diagnose } from "./diagnose";
import { ground, medicalModality } from "./ground";
import { lookup } from "./lookup";

/** The picture that a turn's tools look at. */
export type TurnPicture = { id: string; reading: PictureReading };

export type TurnToolsOptions = {
  card: ModelCard;
  audience: Audience;
  /** The person's message that this turn answers. */
  question: string;
  /** Null where the chat has no picture. */
  picture: () => Promise<TurnPicture | null>;
  propose: (reading: PictureReading, phraseId: number) => Promise<Proposal[]>;
  /** Results that this turn has already, where its answer was cut off and goes on. */
  begun?: readonly ToolOutcome[];
};

const marksOf = (outcome: ToolOutcome): number[] =>
  outcome.tool === "ground" && outcome.result.outcome === "found"
    ? outcome.result.boxes.map(({ id }) => id)
    : [];

/**
 * The tools of one turn for the AI SDK's loop, and the list their results are noted in. Marks are
 * numbered on through the turn.
 */
export function createTurnTools(options: TurnToolsOptions) {
  const results: ToolOutcome[] = [...(options.begun ?? [])];
  const trained = new Set(options.card.phrases.map(({ phrase }) => phrase));
  let nextId = 1 + Math.max(0, ...results.flatMap(marksOf));
  const tools = {
    ground: tool({
      description: "Looks for a thing in the picture and marks where it is.",
      inputSchema: groundInputSchema,
      execute: async ({ phrase }) => {
        const picture = await options.picture();
        const result = picture
          ? await ground({
              card: options.card,
              imageId: picture.id,
              reading: picture.reading,
              asked: asNamed(
                phrase.trim(),
                options.question,
                medicalModality(picture.reading).id,
                trained,
              ),
              firstId: nextId,
              propose: (phraseId) => options.propose(picture.reading, phraseId),
            })
          : {
              outcome: "unusable" as const,
              asked: phrase,
              reason: "no-image" as const,
              modality: null,
              imageId: null,
            };
        if (result.outcome === "found") nextId += result.boxes.length;
        results.push({ tool: "ground", result });
        return result;
      },
    }),
    diagnose: tool({
      description: "Compares the picture with the label set that covers it, if one does.",
      inputSchema: diagnoseInputSchema,
      execute: async () => {
        const picture = await options.picture();
        const result = picture
          ? diagnose(options.card, picture.id, picture.reading)
          : {
              outcome: "unusable" as const,
              reason: "no-image" as const,
              modality: null,
              imageId: null,
            };
        results.push({ tool: "diagnose", result });
        return result;
      },
    }),
    lookup: tool({
      description: "Finds passages of the project's own knowledge cards for a term.",
      inputSchema: lookupInputSchema,
      execute: async ({ term }) => {
        const picture = await options.picture();
        const open =
          picture?.reading.notMedical === false && applicableSet(options.card, picture.reading);
        const shown = open
          ? open.set.labels.map((label, at) => ({ label, card: open.set.cards[at] ?? "" }))
          : [];
        const result = lookup(term.trim(), options.audience, shown);
        results.push({ tool: "lookup", result });
        return result;
      },
    }),
  };
  return { tools, results };
}
