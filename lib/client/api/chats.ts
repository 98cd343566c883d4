import { callApi, jsonBody } from "@/lib/client/api/http";
import type { ChatDetail, ChatSummary, StartedTurn, StartTurn } from "@/lib/contracts/api";

/** This person's chats, newest first. */
export function listChats(): Promise<ChatSummary[]> {
  return callApi<ChatSummary[]>("/api/chats", { cache: "no-store" });
}

/** One chat with the current branch of its messages. */
export function readChat(id: string): Promise<ChatDetail> {
  return callApi<ChatDetail>(`/api/chats/${id}`, { cache: "no-store" });
}

/** Gives a chat another title. */
export function renameChat(id: string, title: string): Promise<void> {
  return callApi<void>(`/api/chats/${id}`, jsonBody("PATCH", { title }));
}

/** Deletes a chat and the pictures that only it refers to. */
export function deleteChat(id: string): Promise<void> {
  return callApi<void>(`/api/chats/${id}`, { method: "DELETE" });
}

/** Stores a question and starts its answer. */
export function startTurn(chatId: string, turn: StartTurn): Promise<StartedTurn> {
  return callApi<StartedTurn>(`/api/chats/${chatId}/turns`, jsonBody("POST", turn));
}

/** Turns a chat to the branch through a message; answers the chat as it stands then. */
export function turnTo(chatId: string, messageId: string): Promise<ChatDetail> {
  return callApi<ChatDetail>(`/api/chats/${chatId}/leaf`, jsonBody("PUT", { messageId }));
}
