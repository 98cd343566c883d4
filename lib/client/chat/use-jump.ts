"use client";

import { useCallback, useEffect, useState } from "react";
import { findMessage } from "@/lib/client/api/chats";
import { onWords, takeWords } from "@/lib/client/chat/find-words";
import { loadThrough } from "@/lib/client/chat/load-chat";
import { type Scroller, useScroller } from "@/lib/client/chat/scroller";
import type { ChatSession } from "@/lib/client/chat/session";

/** How long the message that was gone to stands out. */
const LIT_MS = 2500;

/** What lies further back is drawn a little later. */
const MOST_FRAMES = 120;

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Shows a message that is held, and puts the keyboard there. Its neighbours are drawn as it comes near. */
export async function goToMessage(id: string, { release }: Scroller): Promise<boolean> {
  let element: HTMLElement | null = null;
  for (let tries = 0; element === null && tries < MOST_FRAMES; tries += 1) {
    await frame();
    element = document.getElementById(`m-${id}`);
  }
  if (element === null) return false;
  release();
  element.focus({ preventScroll: true });
  // Heights above are guesses until they are drawn, so it is gone to until it stays.
  for (let tries = 0, top = Number.NaN; tries < 12; tries += 1) {
    element.scrollIntoView({ block: "start", behavior: "instant" });
    await frame();
    await frame();
    const now = element.getBoundingClientRect().top;
    if (Math.abs(now - top) < 1) break;
    top = now;
  }
  return true;
}

/**
 * Goes to the message that has the words which a search found the chat by, on whatever branch and
 * however far back. @returns the message gone to last, while it stands out.
 */
export function useJump(
  session: ChatSession,
  ready: boolean,
  turn: (messageId: string) => Promise<boolean>,
): string | null {
  const scroller = useScroller();
  const [found, setFound] = useState<string | null>(null);

  const go = useCallback(async () => {
    const words = takeWords(session.id);
    if (words === null) return;
    const { messageId, shown } = await findMessage(session.id, words);
    if (messageId === null || (!shown && !(await turn(messageId)))) return;
    if (!(await loadThrough(session, messageId))) return;
    setFound(messageId);
    await frame();
    await goToMessage(messageId, scroller);
    setTimeout(() => setFound((now) => (now === messageId ? null : now)), LIT_MS);
  }, [session, scroller, turn]);

  useEffect(() => {
    if (!ready) return;
    // Where it can't be found the chat stays at its end.
    const start = () => void go().catch(() => undefined);
    start();
    return onWords((chatId) => chatId === session.id && start());
  }, [ready, session, go]);
  return found;
}
