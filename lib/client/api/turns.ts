import { callApi } from "@/lib/client/api/http";
import type { StartedTurn } from "@/lib/contracts/api";

/** Asks the running turn to end; what was written is kept. */
export function stopTurn(turnId: string): Promise<void> {
  return callApi<void>(`/api/turns/${turnId}/stop`, { method: "POST" });
}

/** Answers the same question again. */
export function retryTurn(turnId: string): Promise<StartedTurn> {
  return callApi<StartedTurn>(`/api/turns/${turnId}/retry`, { method: "POST" });
}

/** Continues an answer that was stopped or cut off, in the same message. */
export function continueTurn(turnId: string): Promise<StartedTurn> {
  return callApi<StartedTurn>(`/api/turns/${turnId}/continue`, { method: "POST" });
}
