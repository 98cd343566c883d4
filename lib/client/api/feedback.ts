import { callApi, jsonBody } from "@/lib/client/api/http";
import type { Feedback } from "@/lib/contracts/feedback";

/** Says of an answer what the person thinks of it, or says it otherwise. */
export function giveFeedback(turnId: string, feedback: Feedback): Promise<void> {
  return callApi<void>(`/api/turns/${turnId}/feedback`, jsonBody("PUT", feedback));
}

/** Takes back what was said. */
export function removeFeedback(turnId: string): Promise<void> {
  return callApi<void>(`/api/turns/${turnId}/feedback`, { method: "DELETE" });
}
