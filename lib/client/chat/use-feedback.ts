"use client";

import { useRef, useState } from "react";
import { giveFeedback, removeFeedback } from "@/lib/client/api/feedback";
import { sentenceOf } from "@/lib/client/api/http";
import { type ChatSession, touchSession } from "@/lib/client/chat/session";
import type { Feedback } from "@/lib/contracts/feedback";
import type { EvlfMessage } from "@/lib/contracts/message";

/** What is said of one answer: shown at once, and taken back where the server did not take it. */
export function useFeedback(session: ChatSession, message: EvlfMessage) {
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const line = useRef(Promise.resolve());
  const turnId = message.metadata?.turnId;

  const show = (feedback: Feedback | undefined): void => {
    const { [message.id]: _, ...others } = session.feedback;
    session.feedback = feedback === undefined ? others : { ...others, [message.id]: feedback };
    touchSession(session);
  };
  /** Says it, or with null takes it back; whether the server has it. */
  const say = async (feedback: Feedback | null): Promise<boolean> => {
    if (turnId === undefined) return false;
    const before = session.feedback[message.id];
    setTrouble(null);
    setBusy(true);
    show(feedback ?? undefined);
    // One after another, so that the last one said is the one that is kept.
    const sent = line.current.then(() =>
      feedback === null ? removeFeedback(turnId) : giveFeedback(turnId, feedback),
    );
    line.current = sent.catch(() => undefined);
    try {
      await sent;
      return true;
    } catch (error) {
      show(before);
      setTrouble(sentenceOf(error, "This was not kept. Try again."));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { say, busy, trouble, possible: turnId !== undefined };
}
