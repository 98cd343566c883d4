import "server-only";
import type { EvlfMessage } from "@/lib/contracts/message";
import type { DiagnoseResult, GroundResult, LookupResult } from "@/lib/contracts/tools";
import { allCards } from "@/lib/knowledge/cards";

const CARD_MARK = /\[card:([a-z0-9-]+)\]/g;
const MARKS = /\[(?:\d{1,4}|card:[a-z0-9-]+|note:[a-z-]+)\]|\*+/g;

const textsOf = (message: EvlfMessage): string[] =>
  message.parts.flatMap((part) => (part.type === "text" ? [part.text] : []));

/** A message's words as a person reads them: without the marks that code placed. */
export function wordsOf(message: EvlfMessage): string {
  return textsOf(message)
    .join(" ")
    .replace(MARKS, " ")
    .replace(/\s+/g, " ")
    .replace(/ ([.,;:!?])/g, "$1")
    .trim();
}

/**
 * What an answer's tools returned and which cards it cites, one line each. A line says no more than
 * its result: what was only looked for stands as that.
 */
export function findingsOf(message: EvlfMessage): string[] {
  const lines = message.parts.flatMap((part) => {
    if (!("state" in part) || part.state !== "output-available") return [];
    // The parts were stored from typed tool results.
    if (part.type === "tool-ground") return groundLine(part.output as GroundResult);
    if (part.type === "tool-diagnose") return diagnoseLine(part.output as DiagnoseResult);
    if (part.type === "tool-lookup") return lookupLines(part.output as LookupResult);
    return [];
  });
  return [...lines, ...citedTitles(message)];
}

function groundLine(result: GroundResult): string[] {
  switch (result.outcome) {
    case "found": {
      const places = [...new Set(result.boxes.map((box) => box.place))].join(", ");
      return [`${result.modality.name}: marked ${result.phrase}${places && ` (${places})`}`];
    }
    case "nothing":
      return [`${result.modality.name}: no mark for ${result.phrase}`];
    case "unsupported":
      return [`${result.modality.name}: could not look for ${result.asked}`];
    case "unusable":
      return [];
  }
}

function diagnoseLine(result: DiagnoseResult): string[] {
  if (result.outcome !== "labelled") return [];
  const top = result.labels[0];
  return top === undefined ? [] : [`${result.setName}: most like ${top.label}`];
}

function lookupLines(result: LookupResult): string[] {
  if (result.outcome !== "found") return [];
  return result.passages.map((passage) => `Card: ${passage.title}`);
}

function citedTitles(message: EvlfMessage): string[] {
  const ids = new Set(
    textsOf(message).flatMap((text) => [...text.matchAll(CARD_MARK)].map((match) => match[1])),
  );
  if (ids.size === 0) return [];
  return allCards().flatMap((card) => (ids.has(card.id) ? [`Card: ${card.title}`] : []));
}
