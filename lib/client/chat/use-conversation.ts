"use client";

import { useChat } from "@ai-sdk/react";
import { useCallback, useEffect, useState } from "react";
import { readChat } from "@/lib/client/api/chats";
import { ApiError } from "@/lib/client/api/http";
import { stopTurn } from "@/lib/client/api/turns";
import { isEnded } from "@/lib/client/chat/chunks";
import { writeDraft } from "@/lib/client/chat/draft";
import { takeQuestion } from "@/lib/client/chat/pending-question";
import { type ChatSession, chatSession } from "@/lib/client/chat/session";
import { type Trouble, troubleOf } from "@/lib/client/chat/trouble";
import type { Picture } from "@/lib/client/viewer/picture-pane";
import type { Audience } from "@/lib/contracts/audience";
import type { EvlfMessage } from "@/lib/contracts/message";

export type ConversationOptions = {
  chatId: string;
  audience: Audience;
  /** A question came back because it could not be stored. */
  onReturned: (text: string, pictures: Picture[]) => void;
  /** The list of chats has news: a title, an end. */
  onChanged: () => void;
};

const STOP_PATIENCE = 5000;
const BETWEEN_READS = 300;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A new turn is asked for: the one before is not the one that stop means. */
function expectTurn(session: ChatSession): void {
  session.turnId = null;
  session.stopWanted = false;
}

/** Reads the chat from the server into the session and says whether a turn is under way. */
async function load(session: ChatSession): Promise<boolean> {
  const detail = await readChat(session.id);
  if (session.chat.status === "submitted" || session.chat.status === "streaming") return false;
  session.chat.messages = detail.messages;
  session.title = detail.title;
  session.turnId = detail.activeTurnId ?? session.turnId;
  session.loaded = true;
  return detail.activeTurnId !== null;
}

/** A conversation: its messages, and what a person can do with it. */
export function useConversation(options: ConversationOptions) {
  const { chatId, audience, onReturned, onChanged } = options;
  const session = chatSession(chatId, audience);
  session.audience = audience;
  const { messages, status } = useChat<EvlfMessage>({ chat: session.chat, throttle: 40 });
  const [phase, setPhase] = useState<"loading" | "ready" | "missing" | "unreachable">(
    session.loaded ? "ready" : "loading",
  );
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [stopping, setStopping] = useState(false);
  const [restored, setRestored] = useState(false);

  const settle = useCallback(
    async (startedBefore: number) => {
      setStopping(false);
      setRestored(false);
      const { chat } = session;
      if (chat.status === "error" && session.started > startedBefore)
        setTrouble(troubleOf(chat.error, "lost"));
      while (chat.status === "ready" && session.loaded) {
        const running = await load(session).catch(() => false);
        if (!running) break;
        await chat.resumeStream();
        await pause(BETWEEN_READS);
      }
      onChanged();
    },
    [session, onChanged],
  );

  const send = useCallback(
    async (text: string, pictures: Picture[]) => {
      const { chat } = session;
      setTrouble(null);
      session.loaded = true;
      expectTurn(session);
      const before = session.started;
      const message: EvlfMessage = {
        id: crypto.randomUUID(),
        role: "user",
        metadata: { audience: session.audience, createdAt: new Date().toISOString() },
        parts: [
          ...pictures.map((picture) => ({ type: "data-image" as const, data: picture })),
          { type: "text", text },
        ],
      };
      const done = chat.sendMessage(message);
      const timer = setTimeout(onChanged, 1200);
      await done;
      clearTimeout(timer);
      if (chat.status === "error" && session.started === before) {
        chat.messages = chat.messages.filter((each) => each.id !== message.id);
        setStopping(false);
        setTrouble(troubleOf(chat.error, "not-sent"));
        chat.clearError();
        onReturned(text, pictures);
        return;
      }
      writeDraft(chatId, "");
      writeDraft(null, "");
      await settle(before);
    },
    [session, chatId, onChanged, onReturned, settle],
  );

  const resume = useCallback(async () => {
    setTrouble(null);
    setPhase("loading");
    try {
      const running = await load(session);
      setPhase("ready");
      if (!running) return;
      setRestored(true);
      const before = session.started;
      await session.chat.resumeStream();
      await settle(before);
    } catch (error) {
      const gone = error instanceof ApiError && [400, 401, 403, 404].includes(error.status);
      setPhase(gone ? "missing" : "unreachable");
      setTrouble(troubleOf(error, "lost"));
    }
  }, [session, settle]);

  useEffect(() => {
    const question = takeQuestion(chatId);
    if (question !== null) {
      setPhase("ready");
      void send(question.text, question.pictures);
    } else if (session.chat.status === "ready" || session.chat.status === "error") {
      if (!session.loaded) void resume();
    }
  }, [chatId, session, send, resume]);

  useEffect(() => {
    const onVisible = () => {
      const idle = session.loaded && session.chat.status === "ready";
      if (document.visibilityState === "visible" && idle) void settle(session.started);
    };
    document.addEventListener("visibilitychange", onVisible);
    return () => document.removeEventListener("visibilitychange", onVisible);
  }, [session, settle]);

  const stop = useCallback(async () => {
    setStopping(true);
    if (session.turnId === null) {
      session.stopWanted = true;
      return;
    }
    try {
      await stopTurn(session.turnId);
      setTimeout(() => {
        if (session.chat.status === "streaming" || session.chat.status === "submitted")
          void session.chat.stop();
      }, STOP_PATIENCE);
    } catch (error) {
      setStopping(false);
      setTrouble(troubleOf(error, "action"));
    }
  }, [session]);

  const retry = useCallback(
    async (message: EvlfMessage) => {
      const turnId = message.metadata?.turnId;
      if (turnId === undefined) return;
      setTrouble(null);
      expectTurn(session);
      const before = session.started;
      await session.chat.regenerate({ messageId: message.id, body: { turnId } });
      if (session.chat.status === "error" && session.started === before) {
        const failed = troubleOf(session.chat.error, "action");
        session.chat.clearError();
        await load(session).catch(() => undefined);
        setStopping(false);
        setTrouble(failed);
        return;
      }
      await settle(before);
    },
    [session, settle],
  );

  const last = messages.at(-1);
  const running =
    status === "submitted" ||
    status === "streaming" ||
    (status !== "error" && last?.role === "assistant" && isRunning(last));
  const { title } = session;
  return {
    ...{ title, messages, phase, running, stopping, restored, trouble },
    ...{ send, stop, retry, resume },
  };
}

function isRunning(message: EvlfMessage): boolean {
  const state = message.metadata?.state;
  return state !== undefined && !isEnded(state);
}
