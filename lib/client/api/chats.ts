import { callApi, jsonBody } from "@/lib/client/api/http";
import type { ChatDetail, ChatMessages, StartedTurn, StartTurn } from "@/lib/contracts/api";
import type { ChatPage, ChatView, FoundMessage, SearchAnswer } from "@/lib/contracts/history";

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

/**
 * One chat with the newest messages of its current branch.
 * @param through A message of the branch from which on they are wanted; null: a page of them.
 */
export function readChat(id: string, through: string | null = null): Promise<ChatDetail> {
  const query = through === null ? "" : `?${new URLSearchParams({ through })}`;
  return callApi<ChatDetail>(`/api/chats/${id}${query}`, { cache: "no-store" });
}

/** A page of a chat's messages that ends at `upTo`. */
export function readMessages(id: string, upTo: string): Promise<ChatMessages> {
  const query = new URLSearchParams({ upTo });
  return callApi<ChatMessages>(`/api/chats/${id}/messages?${query}`, { cache: "no-store" });
}

/** Where in a chat the words of a search stand. */
export function findMessage(id: string, words: string): Promise<FoundMessage> {
  const query = new URLSearchParams({ q: words });
  return callApi<FoundMessage>(`/api/chats/${id}/find?${query}`, { cache: "no-store" });
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

/** A question that got no answer after this long is sent again; the server takes it once. */
const STORED_WITHIN_MS = 20_000;

/** Stores a question and starts its answer. Sent again with the same message id, it is one. */
export function startTurn(chatId: string, turn: StartTurn): Promise<StartedTurn> {
  return callApi<StartedTurn>(`/api/chats/${chatId}/turns`, {
    ...jsonBody("POST", turn),
    signal: AbortSignal.timeout(STORED_WITHIN_MS),
  });
}

/** Turns a chat to the branch through a message; answers the chat as it stands then. */
export function turnTo(chatId: string, messageId: string): Promise<ChatDetail> {
  return callApi<ChatDetail>(`/api/chats/${chatId}/leaf`, jsonBody("PUT", { messageId }));
}
