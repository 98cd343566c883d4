import { callApi, jsonBody } from "@/lib/client/api/http";
import type { ChatDetail, StartedTurn, StartTurn } from "@/lib/contracts/api";
import type { ChatPage, ChatView, SearchAnswer } from "@/lib/contracts/history";

/** One page of a list of this person's chats, newest first. */
export function listChats(view: ChatView, after: string | null): Promise<ChatPage> {
  const query = new URLSearchParams({ view, ...(after === null ? {} : { after }) });
  return callApi<ChatPage>(`/api/chats?${query}`, { cache: "no-store" });
}

/** The chats that have all of these words, best first. */
export function searchChats(words: string, signal: AbortSignal): Promise<SearchAnswer> {
  const query = new URLSearchParams({ q: words });
  return callApi<SearchAnswer>(`/api/chats/search?${query}`, { cache: "no-store", signal });
}

/** One chat with the current branch of its messages. */
export function readChat(id: string): Promise<ChatDetail> {
  return callApi<ChatDetail>(`/api/chats/${id}`, { cache: "no-store" });
}

/** Gives a chat another title. */
export function renameChat(id: string, title: string): Promise<void> {
  return callApi<void>(`/api/chats/${id}`, jsonBody("PATCH", { title }));
}

/** Deletes a chat and the pictures that only it shows; for ten seconds it can be brought back. */
export function deleteChat(id: string): Promise<void> {
  return callApi<void>(`/api/chats/${id}`, { method: "DELETE" });
}

/** Brings a chat back that was deleted less than ten seconds ago. */
export function restoreChat(id: string): Promise<void> {
  return callApi<void>(`/api/chats/${id}/restore`, { method: "POST" });
}

/** Puts a chat above the others, or back among them. */
export function pinChat(id: string, pinned: boolean): Promise<void> {
  return callApi<void>(`/api/chats/${id}/pin`, { method: pinned ? "PUT" : "DELETE" });
}

/** Moves a chat to the archive, or back. */
export function archiveChat(id: string, archived: boolean): Promise<void> {
  return callApi<void>(`/api/chats/${id}/archive`, { method: archived ? "PUT" : "DELETE" });
}

/** Stores a question and starts its answer. */
export function startTurn(chatId: string, turn: StartTurn): Promise<StartedTurn> {
  return callApi<StartedTurn>(`/api/chats/${chatId}/turns`, jsonBody("POST", turn));
}

/** Turns a chat to the branch through a message; answers the chat as it stands then. */
export function turnTo(chatId: string, messageId: string): Promise<ChatDetail> {
  return callApi<ChatDetail>(`/api/chats/${chatId}/leaf`, jsonBody("PUT", { messageId }));
}
