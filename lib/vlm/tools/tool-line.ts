import type { DiagnoseResult, GroundResult } from "@/lib/contracts/tools";
import type { ToolOutcome } from "../guard/guard-options";

/** Marks that the model reads one by one. */
const LISTED = 6;

const cardPart = (card: string | null): string => (card === null ? "" : `; card ${card}`);
const lookFor = (phrases: readonly string[]): string =>
  `can look for ${phrases.length > 0 ? phrases.join(", ") : "nothing here"}`;

function groundLine(result: GroundResult): string {
  switch (result.outcome) {
    case "found": {
      const marks = result.boxes
        .slice(0, LISTED)
        .map((box) => `[${box.id}] ${box.label}, ${box.place}`);
      const more = result.boxes.length - marks.length;
      if (more > 0) marks.push(`and ${more} more`);
      return `ground: found ${result.boxes.length}: ${marks.join("; ")}${cardPart(result.card)}`;
    }
    case "nothing":
      return `ground: found nothing for ${result.phrase}${cardPart(result.card)}`;
    case "unsupported":
      return `ground: cannot look for ${result.asked} in ${result.modality.name}; ${lookFor(result.supported)}`;
    case "unusable":
      return "ground: not a supported image";
  }
}

function diagnoseLine(result: DiagnoseResult): string {
  switch (result.outcome) {
    case "labelled": {
      const labels = result.labels
        .slice(0, 2)
        .map(({ label, probability }) => `${label} ${probability.toFixed(2)}`);
      const card = result.labels[0]?.card ?? null;
      return `diagnose: ${result.setName} set: ${labels.join(", ")}${cardPart(card)}`;
    }
    case "not-applicable": {
      const what = [result.modality.name, ...(result.region === null ? [] : [result.region])];
      return `diagnose: not applicable; ${what.join(", ")}; ${lookFor(result.canLookFor)}${cardPart(result.card)}`;
    }
    case "unusable":
      return "diagnose: not a supported image";
  }
}

/** The one line that the model reads of a tool's result. Equal to the training template. */
export function toolLine(outcome: ToolOutcome): string {
  switch (outcome.tool) {
    case "ground":
      return groundLine(outcome.result);
    case "diagnose":
      return diagnoseLine(outcome.result);
    case "lookup": {
      const { result } = outcome;
      if (result.outcome === "nothing") return `lookup: no source for ${result.term}`;
      return `lookup: ${result.passages.map((p) => `${p.card}.${p.section}`).join(", ")}`;
    }
  }
}
