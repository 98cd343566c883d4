import "server-only";
import type { ExportMessage, ExportSource, ExportStep } from "@/lib/contracts/export";
import type { EvlfMessage } from "@/lib/contracts/message";
import { activitiesOf, answerText } from "@/lib/contracts/reading/activity";
import { citedCards, parseMarks } from "@/lib/contracts/reading/marks";
import type { Evidence } from "@/lib/contracts/reading/reasoning";
import { type ToolPart, toolLine } from "@/lib/contracts/reading/tool-words";
import {
  diagnoseResultSchema,
  groundResultSchema,
  lookupResultSchema,
} from "@/lib/contracts/tools";
import { getCard } from "@/lib/knowledge/cards";

type Place = {
  id: string;
  parent: string | null;
  at: Date;
  /** A picture's number in the file, by the id that it is stored under; null: it is not there. */
  pictureId: (imageId: string) => string | null;
};

/** A stored message as an export holds it: its words, what was done before them, its sources. */
export function exportMessage(message: EvlfMessage, place: Place): ExportMessage {
  const { id, parent, at, pictureId } = place;
  const { metadata = {}, role } = message;
  const text = answerText(message);
  const isAnswer = role === "assistant";
  return {
    ...{ id, parent, role: isAnswer ? "assistant" : "user", at: at.toISOString() },
    audience: metadata.audience ?? null,
    state: isAnswer ? (metadata.state ?? null) : null,
    outcome: metadata.outcome ?? null,
    elapsedMs: metadata.elapsedMs ?? null,
    pictures: message.parts.flatMap((part) =>
      part.type === "data-image" ? (pictureId(part.data.imageId) ?? []) : [],
    ),
    text,
    steps: activitiesOf(message).map((activity) =>
      activity.kind === "tool"
        ? toolStep(activity.part, pictureId)
        : {
            kind: "thought",
            number: activity.step.number,
            text: activity.step.text,
            rests: restsOn(activity.step.evidence),
          },
    ),
    sources: isAnswer ? citedCards(parseMarks(text)) : [],
  };
}

function restsOn(evidence: Evidence | null): string[] {
  if (evidence === null) return [];
  if (evidence.kind === "boxes") return evidence.ids.map((id) => `mark ${id}`);
  return [evidence.kind === "card" ? `card ${evidence.id}` : evidence.kind];
}

/** The tool's result with the file's own number in place of the picture's id; null: it has none. */
function renumbered(part: ToolPart, pictureId: Place["pictureId"]): unknown {
  if (part.state !== "output-available") return null;
  const output = part.output as { imageId?: string | null };
  if (!("imageId" in output)) return output;
  const { imageId } = output;
  return { ...output, imageId: imageId ? (pictureId(imageId) ?? "unknown") : null };
}

function toolStep(part: ToolPart, pictureId: Place["pictureId"]): ExportStep {
  const step = { kind: "tool", words: toolLine(part) } as const;
  const result = renumbered(part, pictureId);
  // A result of an older model that no longer fits its schema stays as its words.
  switch (part.type) {
    case "tool-ground":
      return { ...step, tool: "ground", result: groundResultSchema.safeParse(result).data ?? null };
    case "tool-diagnose": {
      const read = diagnoseResultSchema.safeParse(result).data ?? null;
      return { ...step, tool: "diagnose", result: read };
    }
    case "tool-lookup":
      return { ...step, tool: "lookup", result: lookupResultSchema.safeParse(result).data ?? null };
  }
}

/** The cards that these messages cite, each once, with what each was written from. */
export function sourcesOf(messages: EvlfMessage[]): ExportSource[] {
  const cited = messages.flatMap((message) =>
    message.role === "assistant" ? citedCards(parseMarks(answerText(message))) : [],
  );
  return [...new Set(cited)].flatMap((id) => {
    const card = getCard(id);
    if (card === null) return [];
    const references = card.sources.map(({ title, publisher, year, url }) => ({
      ...{ title, publisher, year, url },
    }));
    return [{ card: id, title: card.title, references }];
  });
}
