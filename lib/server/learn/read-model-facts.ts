import "server-only";
import type { ModelFacts } from "@/lib/contracts/model-facts";
import { VlmError } from "@/lib/vlm/errors";
import { modelFolder, readModelCard } from "@/lib/vlm/registry";
import { env } from "../env";
import { modelFacts } from "./model-facts";

/** What was measured of the model on this machine; null where it is missing or damaged. */
export function readModelFacts(modality: string | null): ModelFacts | null {
  try {
    return modelFacts(readModelCard(modelFolder(env().EVLF_MODEL_DIR)), modality);
  } catch (error) {
    if (error instanceof VlmError) return null;
    throw error;
  }
}
