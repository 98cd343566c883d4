import type { Picture } from "@/lib/client/viewer/picture-pane";

/** A question asked on the start page, on its way to the page of its new chat. */
export type PendingQuestion = { text: string; pictures: Picture[] };

const pending = new Map<string, PendingQuestion>();

/** Leaves a question for the page of the chat with this id. */
export function leaveQuestion(chatId: string, question: PendingQuestion): void {
  pending.set(chatId, question);
}

/** Takes the question that was left for a chat; each is taken once. */
export function takeQuestion(chatId: string): PendingQuestion | null {
  const question = pending.get(chatId) ?? null;
  pending.delete(chatId);
  return question;
}
