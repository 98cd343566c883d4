"use client";

import { Chat } from "@ai-sdk/react";
import { useCallback, useSyncExternalStore } from "react";
import { stopTurn } from "@/lib/client/api/turns";
import { hurryChanges } from "@/lib/client/changes/use-changes-stream";
import { dropWaiting, waitingIn } from "@/lib/client/chat/outbox";
import { createTurnTransport } from "@/lib/client/chat/turn-transport";
import type { Audience } from "@/lib/contracts/audience";
import type { Feedback } from "@/lib/contracts/feedback";
import type { EvlfMessage } from "@/lib/contracts/message";

/** One chat as this tab holds it; it lives on while the person looks at another page. */
export type ChatSession = {
  id: string;
  chat: Chat<EvlfMessage>;
  /** The turn that runs now or ran last; null before the first and while a question is sent. */
  turnId: string | null;
  /** Stop was pressed before the server had named the turn: it is stopped as soon as it is. */
  stopWanted: boolean;
  /** How often the server has stored a question from here: tells a lost one from a stored one. */
  started: number;
  audience: Audience;
  /** The chat's title when it was last read; the list has only the pages that were read. */
  title: string | null;
  /** Whether the messages have been read from the server or begun here. */
  loaded: boolean;
  /** Ids of the versions of each message of the branch that has several (ChatDetail.siblings). */
  siblings: Record<string, string[]>;
  /** The message before the first one held here; null where they begin the chat. */
  before: string | null;
  /** What the person said of the answers (ChatMessages.feedback). */
  feedback: Record<string, Feedback>;
  /** The chat is being brought up to date; `again`: once more after that. */
  settling: { again: boolean } | null;
  /** Goes up when something beside the messages changed; `watchers` are told. */
  revision: number;
  watchers: Set<() => void>;
};

/** Tells whoever shows the chat that something beside its messages changed. */
export function touchSession(session: ChatSession): void {
  session.revision += 1;
  for (const watcher of session.watchers) watcher();
}

/** Shows the chat again each time something beside its messages changes. */
export function useSessionRevision(session: ChatSession): number {
  const watch = useCallback(
    (changed: () => void) => {
      session.watchers.add(changed);
      return () => {
        session.watchers.delete(changed);
      };
    },
    [session],
  );
  const revision = () => session.revision;
  return useSyncExternalStore(watch, revision, revision);
}

const KEPT = 20;
const sessions = new Map<string, ChatSession>();

/** The tab's session of a chat, made when it is first asked for. The oldest idle ones go. */
export function chatSession(id: string, audience: Audience): ChatSession {
  const kept = sessions.get(id);
  if (kept !== undefined) return kept;
  const session: ChatSession = {
    id,
    turnId: null,
    stopWanted: false,
    started: 0,
    audience,
    title: null,
    loaded: false,
    siblings: {},
    before: null,
    feedback: {},
    settling: null,
    revision: 0,
    watchers: new Set(),
    chat: new Chat<EvlfMessage>({
      id,
      generateId: () => crypto.randomUUID(),
      transport: createTurnTransport({
        chatId: id,
        audience: () => session.audience,
        activeTurn: () => session.turnId,
        before: () => session.before,
        onStored: (messageId) => {
          hurryChanges();
          if (waitingIn(id)?.question.messageId === messageId) dropWaiting(id);
        },
        onTurn: (turnId) => {
          session.turnId = turnId;
          session.started += 1;
          if (session.stopWanted) void stopTurn(turnId).catch(() => undefined);
          session.stopWanted = false;
        },
      }),
    }),
  };
  sessions.set(id, session);
  for (const [key, each] of sessions) {
    if (sessions.size <= KEPT) break;
    if (each !== session && each.chat.status === "ready") sessions.delete(key);
  }
  return session;
}

/** Forgets a chat, after it was deleted. */
export function forgetSession(id: string): void {
  void sessions.get(id)?.chat.stop();
  sessions.delete(id);
}

/** Forgets all chats, after another person signed in or out in this tab. */
export function forgetAllSessions(): void {
  for (const id of [...sessions.keys()]) forgetSession(id);
}
