import type { GroundResult } from "@/lib/contracts/tools";
import { strengthWords } from "./confidence";

/** What was measured for the phrase and modality of a result, as a sentence; null where none fits. */
export function strengthOf(result: GroundResult): string | null {
  if (result.outcome !== "found" && result.outcome !== "nothing") return null;
  return strengthWords(result.strength, result.phrase, result.modality.name);
}
