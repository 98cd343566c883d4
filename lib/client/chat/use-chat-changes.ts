"use client";

import { useEffect, useRef } from "react";
import { onChanges } from "@/lib/client/changes/changes-bus";
import { isBusy, lacks } from "@/lib/client/chat/load-chat";
import { dropWaiting, useWaiting } from "@/lib/client/chat/outbox";
import { type ChatSession, touchSession } from "@/lib/client/chat/session";
import type { ChatChanges } from "@/lib/contracts/changes";

export type Phase = "loading" | "ready" | "missing" | "unreachable";

type Now = {
  phase: Phase;
  setPhase: (phase: Phase) => void;
  settle: (startedBefore: number) => Promise<void>;
  resume: () => Promise<void>;
};
type Options = Now & { session: ChatSession };

/**
 * Keeps an open chat as it is elsewhere: what another tab or device asked, named, turned to or
 * deleted shows here, and a question that waited for the connection and was sent.
 */
export function useChatChanges({ session, phase, setPhase, settle, resume }: Options): void {
  const now = useRef({ phase, setPhase, settle, resume });
  now.current = { phase, setPhase, settle, resume };

  useEffect(() => onChanges((changes) => heed(session, changes, now.current)), [session]);

  // A question of this chat that waited has gone, or another tab has put one here.
  const waits = useWaiting().find(({ chatId }) => chatId === session.id);
  const waitingId = waits?.question.messageId ?? null;
  const before = useRef(waitingId);
  useEffect(() => {
    const left = before.current !== null && before.current !== waitingId;
    before.current = waitingId;
    if (left && session.loaded && !isBusy(session)) void now.current.settle(session.started);
  }, [session, waitingId]);

  const { messages } = session.chat;
  const stored =
    waitingId !== null && !isBusy(session) && messages.some(({ id }) => id === waitingId);
  useEffect(() => {
    if (stored) dropWaiting(session.id);
  }, [session, stored]);
}

function heed(session: ChatSession, { all, chats, gone }: ChatChanges, now: Now): void {
  if (gone.includes(session.id)) {
    if (isBusy(session)) void session.chat.stop();
    session.loaded = false;
    now.setPhase("missing");
    return;
  }
  const change = chats.find(({ id }) => id === session.id);
  if (change !== undefined) {
    session.title = change.title;
    touchSession(session);
  }
  if (!all && change === undefined) return;
  if (now.phase === "unreachable" || (now.phase === "missing" && change !== undefined)) {
    void now.resume();
    return;
  }
  if (now.phase !== "ready" || isBusy(session)) return;
  if (change === undefined || lacks(session, change)) void now.settle(session.started);
}
