import { toApiError } from "@/lib/client/api/http";

/**
 * Opens the stream of what changes among this person's chats.
 * @throws ApiError when the server refuses; TypeError when it cannot be reached.
 */
export async function openChanges(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch("/api/changes", {
    headers: { accept: "text/event-stream" },
    cache: "no-store",
    signal,
  });
  if (!response.ok || response.body === null) throw await toApiError(response);
  return response.body;
}
