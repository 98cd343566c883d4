import "server-only";
import type { ChatChanges } from "@/lib/contracts/changes";
import { listener } from "../turns/listener";
import { CHAT_CHANNEL } from "../turns/notify";
import { Waker } from "../turns/waker";
import { readChanges } from "./read-changes";

const IDLE_MS = 15_000;
/** More at once are not told one by one: whoever reads starts anew. */
const MOST = 50;

const ALL: ChatChanges = { all: true, chats: [], gone: [] };

/**
 * Gives what changes among a person's chats as it comes: who they are, titles, places in the lists,
 * questions, ends of answers, removals; from whatever tab, process or machine it was done. First it
 * says that anything may have changed, so that a reader who reads then misses nothing. Ends when the
 * signal fires or `holds` says that the session is over; that is asked before each event.
 */
export async function* followChanges(
  userId: string,
  signal: AbortSignal,
  holds: () => Promise<boolean>,
): AsyncGenerator<ChatChanges | "still-there"> {
  const waker = new Waker();
  let ids = new Set<string>();
  let lost = true;
  const off = await listener().on(CHAT_CHANNEL, userId, (chatId) => {
    if (chatId === null || ids.size >= MOST) lost = true;
    else ids.add(chatId);
    waker.wake();
  });
  const leave = (): void => waker.wake();
  signal.addEventListener("abort", leave, { once: true });
  try {
    for (;;) {
      if (signal.aborted || !(await holds())) return;
      const [changed, all] = [[...ids], lost];
      ids = new Set();
      lost = false;
      if (all) yield ALL;
      else if (changed.length > 0) yield await readChanges(userId, changed);
      else yield "still-there";
      if (!signal.aborted) await waker.wait(IDLE_MS);
    }
  } finally {
    signal.removeEventListener("abort", leave);
    off();
  }
}
