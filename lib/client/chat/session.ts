"use client";

import { Chat } from "@ai-sdk/react";
import { stopTurn } from "@/lib/client/api/turns";
import { createTurnTransport } from "@/lib/client/chat/turn-transport";
import type { Audience } from "@/lib/contracts/audience";
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
};

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
    chat: new Chat<EvlfMessage>({
      id,
      generateId: () => crypto.randomUUID(),
      transport: createTurnTransport({
        chatId: id,
        audience: () => session.audience,
        activeTurn: () => session.turnId,
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
