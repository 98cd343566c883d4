import { callApi, jsonBody } from "@/lib/client/api/http";
import type { Audience } from "@/lib/contracts/audience";

/** Keeps with the person (a guest too) for whom answers are written. */
export function saveAudience(audience: Audience): Promise<void> {
  return callApi<void>("/api/me", jsonBody("PATCH", { audience }));
}
