import { readChat, readMessages } from "@/lib/client/api/chats";
import type { EvlfMessage } from "@/lib/contracts/message";
import { answerText } from "@/lib/contracts/reading/activity";
import { plainText } from "@/lib/contracts/reading/marks";

const namesOf = (message: EvlfMessage): string[] =>
  message.parts.flatMap((part) => (part.type === "data-image" ? [part.data.name] : []));

/** A question or an answer as plain lines. */
export function messageAsText(message: EvlfMessage): string {
  const text = answerText(message);
  if (message.role === "user") {
    const pictures = namesOf(message).map((name) => `[${name}]`);
    return ["You:", ...pictures, text].join("\n");
  }
  const words = plainText(text);
  return `Answer:\n${words === "" ? "(no words)" : words}`;
}

/** All messages of a chat's current branch, read page by page from the server. */
export async function readWholeChat(
  chatId: string,
): Promise<{ title: string; messages: EvlfMessage[] }> {
  const { title, messages, before } = await readChat(chatId);
  const all = [...messages];
  for (let upTo = before; upTo !== null; ) {
    const page = await readMessages(chatId, upTo);
    all.unshift(...page.messages);
    upTo = page.before;
  }
  return { title, messages: all };
}

/** A chat as text: its title, every question and answer, and what it is not. */
export async function chatAsText(chatId: string): Promise<string> {
  const { title, messages } = await readWholeChat(chatId);
  return [title, ...messages.map(messageAsText), "For learning, not for diagnosis."].join("\n\n");
}
