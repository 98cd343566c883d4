import type { DiagnoseResult, GroundResult } from "@/lib/contracts/tools";
import type { ToolOutcome } from "@/lib/vlm/guard/guard-options";

export type Modality = { id: string; name: string; probability: number };
export type Found = Extract<GroundResult, { outcome: "found" }>;
export type Nothing = Extract<GroundResult, { outcome: "nothing" }>;
export type Unsupported = Extract<GroundResult, { outcome: "unsupported" }>;
export type Labelled = Extract<DiagnoseResult, { outcome: "labelled" }>;
export type NotApplicable = Extract<DiagnoseResult, { outcome: "not-applicable" }>;
export type Unusable = { reason: "not-medical" | "no-image"; modality: Modality | null };

/** The results of a turn, sorted by how they ended. */
export type Sorted = {
  found: Found[];
  nothing: Nothing[];
  unsupported: Unsupported[];
  labelled: Labelled[];
  notApplicable: NotApplicable[];
  unusable: Unusable[];
  /** Cards of the passages that a look-up found, each once, best first. */
  sources: string[];
  /** Terms that a look-up found nothing for. */
  sourceless: string[];
};

/** Sorts the results of a turn by outcome. */
export function sortResults(results: readonly ToolOutcome[]): Sorted {
  const sorted: Sorted = {
    found: [],
    nothing: [],
    unsupported: [],
    labelled: [],
    notApplicable: [],
    unusable: [],
    sources: [],
    sourceless: [],
  };
  for (const entry of results) {
    if (entry.tool === "lookup") {
      if (entry.result.outcome === "nothing") sorted.sourceless.push(entry.result.term);
      else sorted.sources.push(...entry.result.passages.map(({ card }) => card));
      continue;
    }
    const { result } = entry;
    if (result.outcome === "found") sorted.found.push(result);
    else if (result.outcome === "nothing") sorted.nothing.push(result);
    else if (result.outcome === "unsupported") sorted.unsupported.push(result);
    else if (result.outcome === "labelled") sorted.labelled.push(result);
    else if (result.outcome === "not-applicable") sorted.notApplicable.push(result);
    else sorted.unusable.push(result);
  }
  sorted.sources = [...new Set(sorted.sources)];
  return sorted;
}
