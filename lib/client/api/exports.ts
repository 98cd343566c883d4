import { callApi, jsonBody, toApiError } from "@/lib/client/api/http";
import type { ExportForm } from "@/lib/contracts/export";
import type { DeleteAccount, DeletionJob, ExportJob, StartedDeletion } from "@/lib/contracts/jobs";

/** Fetches a chat as a file and hands it to the browser to keep. @throws ApiError. */
export async function downloadChat(id: string, form: ExportForm): Promise<void> {
  const response = await fetch(`/api/chats/${id}/export?form=${form}`, { cache: "no-store" });
  if (!response.ok) throw await toApiError(response);
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") ?? "");
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = decodeURIComponent(name?.[1] ?? `chat.${form}`);
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The exports of everything that this account asked for. */
export function listExports(): Promise<ExportJob[]> {
  return callApi<ExportJob[]>("/api/exports", { cache: "no-store" });
}

/** Asks for a file of everything. */
export function requestExport(): Promise<ExportJob> {
  return callApi<ExportJob>("/api/exports", { method: "POST" });
}

/** Removes an export, or ends the writing of it. */
export function removeExport(id: string): Promise<void> {
  return callApi<void>(`/api/exports/${id}`, { method: "DELETE" });
}

/** Address of an export's file. */
export function exportFileUrl(id: string): string {
  return `/api/exports/${id}/file`;
}

/** Begins the deletion of the account; every browser is signed out by it. */
export function deleteAccount(input: DeleteAccount): Promise<StartedDeletion> {
  return callApi<StartedDeletion>("/api/account/deletion", jsonBody("POST", input));
}

/** How far a deletion is. */
export function readDeletion(token: string): Promise<DeletionJob> {
  return callApi<DeletionJob>(`/api/deletions/${encodeURIComponent(token)}`, { cache: "no-store" });
}
