import { callApi, jsonBody } from "@/lib/client/api/http";
import type { LinkInfo, MadeLink, MakeLink, SharedChat } from "@/lib/contracts/share";

/** The links that lead into one chat, or into any of this person's. */
export function listLinks(chatId?: string): Promise<LinkInfo[]> {
  const path = chatId === undefined ? "/api/shares" : `/api/chats/${chatId}/shares`;
  return callApi<LinkInfo[]>(path, { cache: "no-store" });
}

/** Makes a link; its token stands in this answer alone. */
export function makeLink(chatId: string, input: MakeLink): Promise<MadeLink> {
  return callApi<MadeLink>(`/api/chats/${chatId}/shares`, jsonBody("POST", input));
}

/** Takes a link back: from now on it leads nowhere. */
export function revokeLink(id: string): Promise<void> {
  return callApi<void>(`/api/shares/${id}`, { method: "DELETE" });
}

/** What a link shows. */
export function readShared(token: string): Promise<SharedChat> {
  return callApi<SharedChat>(`/api/share/${encodeURIComponent(token)}`, { cache: "no-store" });
}

/** Address of a picture of a shared chat, by its number. */
export function sharedPictureUrl(token: string, n: string): string {
  return `/api/share/${encodeURIComponent(token)}/pictures/${n}`;
}
