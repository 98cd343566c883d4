import type { Audience } from "@/lib/contracts/audience";
import type { DiagnoseResult, GroundResult, LookupResult } from "@/lib/contracts/tools";
import type { HowSureKnows } from "@/lib/vlm/guard/how-sure-knows";

/** One tool result of this turn, with the tool that gave it. */
export type ToolOutcome =
  | { tool: "ground"; result: GroundResult }
  | { tool: "diagnose"; result: DiagnoseResult }
  | { tool: "lookup"; result: LookupResult };

/** What the guard knows of a turn before the first sentence of the answer. */
export type GuardOptions = {
  audience: Audience;
  /** The question of this turn, as the person wrote it. */
  question: string;
  /** Everything the person wrote in this chat, this question included. */
  personText: string;
  results: ToolOutcome[];
  /** Results of the turns before: their cards' questions for a doctor may be asked for later. */
  earlier: ToolOutcome[];
  /** The model's own reading step ("Reading: MRI, brain: glioma.") or its label alone. */
  reading: string | null;
  hasImage: boolean;
  /** The message was taken for one of somebody in danger: that text has been said. */
  emergency?: boolean;
  /** A measured sentence about a ground result's phrase and modality, or null. */
  strengthSentence(result: GroundResult): string | null;
  /** Share of labels right on test pictures among those given about this probability, or null. */
  rightShare(probability: number): number | null;
  /** What was measured of labels and marks; left out where an answer holds none of it. */
  figures?: HowSureKnows;
};
