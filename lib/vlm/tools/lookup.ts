import type { Audience } from "@/lib/contracts/audience";
import type { LookupResult } from "@/lib/contracts/tools";
import { lookupPassages } from "@/lib/knowledge/lookup";

/** Passages that the model is shown. */
const PASSAGES = 3;

/** Passages of the project's own cards for a term, or that there is no source. */
export function lookup(term: string, audience: Audience): LookupResult {
  const passages = lookupPassages(term, PASSAGES, audience);
  return passages.length > 0 ? { outcome: "found", term, passages } : { outcome: "nothing", term };
}
