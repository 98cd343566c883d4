"use client";

import { useEffect } from "react";
import { startTurn } from "@/lib/client/api/chats";
import { ApiError } from "@/lib/client/api/http";
import { onChanges } from "@/lib/client/changes/changes-bus";
import { hurryChanges } from "@/lib/client/changes/use-changes-stream";
import {
  dropWaiting,
  putWaiting,
  type Waiting,
  waitingIn,
  waitingQuestions,
} from "@/lib/client/chat/outbox";

/** How often it is looked whether a question waits; without a connection that costs nothing. */
const LOOK_MS = 3_000;
const TRYING_MS = 25_000;
/** The longest pause after the server could not take it just now. */
const LONGEST_MS = 30_000;

/** What the server says it will take later, not never. */
const later = ({ status, code }: ApiError): boolean =>
  status === 0 || status >= 500 || status === 429 || code === "turn-running";

/**
 * Sends one question that waits. The server takes a message id once, so a question whose answer was
 * lost on the way is not asked twice. @returns whether it left the outbox.
 */
export async function sendWaiting(waiting: Waiting, failures: number): Promise<boolean> {
  const { chatId, question } = waiting;
  putWaiting({ ...waiting, tryingUntil: Date.now() + TRYING_MS });
  const still = () => waitingIn(chatId)?.question.messageId === question.messageId;
  try {
    await startTurn(chatId, question);
    if (still()) dropWaiting(chatId);
    hurryChanges();
    return true;
  } catch (error) {
    const known = error instanceof ApiError ? error : null;
    if (!still()) return true;
    if (known !== null && !later(known)) {
      const refused = { code: known.code, message: known.message };
      putWaiting({ ...waiting, tryingUntil: 0, refused });
      return true;
    }
    const pause = Math.min(LONGEST_MS, 1000 * 2 ** failures);
    putWaiting({ ...waiting, tryingUntil: known?.status === 0 ? 0 : Date.now() + pause });
    return false;
  }
}

/** Sends the questions that wait for the connection, as soon as there is one. */
export function useOutboxSender(): void {
  useEffect(() => {
    let busy = false;
    let failures = 0;
    const look = async (): Promise<void> => {
      if (busy || !navigator.onLine) return;
      busy = true;
      try {
        for (const waiting of waitingQuestions()) {
          if (waiting.refused !== null || waiting.tryingUntil > Date.now()) continue;
          failures = (await sendWaiting(waiting, failures)) ? 0 : failures + 1;
        }
      } finally {
        busy = false;
      }
    };
    const onOnline = () => void look();
    const timer = setInterval(onOnline, LOOK_MS);
    const off = onChanges(({ all }) => all && void look());
    window.addEventListener("online", onOnline);
    onOnline();
    return () => {
      clearInterval(timer);
      off();
      window.removeEventListener("online", onOnline);
    };
  }, []);
}
