import { readChat, readMessages } from "@/lib/client/api/chats";
import { isEnded } from "@/lib/client/chat/chunks";
import { type ChatSession, touchSession } from "@/lib/client/chat/session";
import type { ChatDetail } from "@/lib/contracts/api";
import type { ChatChange } from "@/lib/contracts/changes";
import type { EvlfMessage } from "@/lib/contracts/message";

/** Pages read one after another to reach a message; a chat of thousands is not walked through. */
const MOST_PAGES = 40;

/** A question is being sent, or an answer read. */
export const isBusy = ({ chat }: ChatSession): boolean =>
  chat.status === "submitted" || chat.status === "streaming";

/** A question is on its way, and where it is refused the messages are put back as they were. */
const isSending = ({ chat }: ChatSession): boolean => chat.status === "submitted";

/** An answer that is not at its end. */
export function isRunning(message: EvlfMessage | undefined): boolean {
  const state = message?.role === "assistant" ? message.metadata?.state : undefined;
  return state !== undefined && !isEnded(state);
}

/** A message that says the same as before stays the same object, so that it is not drawn again. */
function reusing(before: EvlfMessage[], now: EvlfMessage[]): EvlfMessage[] {
  const known = new Map(before.map((message) => [message.id, message]));
  return now.map((message) => {
    const old = known.get(message.id);
    return old !== undefined && JSON.stringify(old) === JSON.stringify(message) ? old : message;
  });
}

/** Puts what the server has into the session and says whether a turn is under way. */
export function takeChat(session: ChatSession, detail: ChatDetail): boolean {
  if (isBusy(session)) return false;
  const held = session.chat.messages;
  // In a tree what comes before a message is always the same: earlier pages read before still fit.
  const joint = held.findIndex(({ id }) => id === detail.before);
  const earlier = held.slice(0, joint + 1);
  session.before = joint < 0 ? detail.before : session.before;
  session.siblings = detail.siblings;
  const ofEarlier = earlier.flatMap(({ id }) => {
    const feedback = session.feedback[id];
    return feedback === undefined ? [] : [[id, feedback] as const];
  });
  session.feedback = { ...Object.fromEntries(ofEarlier), ...detail.feedback };
  session.title = detail.title;
  session.turnId = detail.activeTurnId ?? session.turnId;
  session.loaded = true;
  session.chat.messages = [...earlier, ...reusing(held, detail.messages)];
  touchSession(session);
  return detail.activeTurnId !== null;
}

/** Reads the chat; whether a turn is under way. */
export const loadChat = async (session: ChatSession, through: string | null = null) =>
  takeChat(session, await readChat(session.id, through));

/** Reads the page before what is held, where there is one; whether messages came. */
export async function loadEarlier(session: ChatSession): Promise<boolean> {
  const { before } = session;
  if (before === null || isSending(session)) return false;
  const page = await readMessages(session.id, before);
  // Another branch was turned to, or the page came twice; or a question may yet be taken back.
  if (session.before !== before || isSending(session)) return false;
  session.before = page.before;
  session.feedback = { ...page.feedback, ...session.feedback };
  session.chat.messages = [...page.messages, ...session.chat.messages];
  touchSession(session);
  return page.messages.length > 0;
}

/** Reads as far back as a message of the branch that is shown; whether it is held then. */
export async function loadThrough(session: ChatSession, messageId: string): Promise<boolean> {
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    if (session.chat.messages.some(({ id }) => id === messageId)) return true;
    if (!(await loadEarlier(session))) return false;
  }
  return false;
}

/** Whether the session lacks something of the chat as it stands now. */
export function lacks(session: ChatSession, change: ChatChange): boolean {
  const last = session.chat.messages.at(-1);
  if ((last?.id ?? null) !== change.leafId) return true;
  return isRunning(last) !== (change.activeTurnId !== null);
}
