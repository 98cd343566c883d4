"use client";

import { useChat } from "@ai-sdk/react";
import { useCallback, useEffect, useState } from "react";
import { readChat, turnTo } from "@/lib/client/api/chats";
import { ApiError } from "@/lib/client/api/http";
import { continueTurn, stopTurn } from "@/lib/client/api/turns";
import { isEnded } from "@/lib/client/chat/chunks";
import { writeDraft } from "@/lib/client/chat/draft";
import { takeQuestion } from "@/lib/client/chat/pending-question";
import { type ChatSession, chatSession } from "@/lib/client/chat/session";
import { type Trouble, troubleOf } from "@/lib/client/chat/trouble";
import type { SendBody } from "@/lib/client/chat/turn-transport";
import type { Picture } from "@/lib/client/viewer/picture-pane";
import type { ChatDetail } from "@/lib/contracts/api";
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

const isBusy = ({ chat }: ChatSession): boolean =>
  chat.status === "submitted" || chat.status === "streaming";

/** Puts what the server has into the session and says whether a turn is under way. */
function take(session: ChatSession, detail: ChatDetail): boolean {
  if (isBusy(session)) return false;
  session.siblings = detail.siblings;
  session.title = detail.title;
  session.turnId = detail.activeTurnId ?? session.turnId;
  session.loaded = true;
  session.chat.messages = detail.messages;
  return detail.activeTurnId !== null;
}

const load = async (session: ChatSession): Promise<boolean> =>
  take(session, await readChat(session.id));

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

  /** Asks behind the messages that the session holds; false, and nothing changed, if it was refused. */
  const ask = useCallback(
    async (text: string, pictures: Picture[], branch: EvlfMessage[]): Promise<boolean> => {
      const { chat } = session;
      setTrouble(null);
      const body: SendBody = { known: session.loaded };
      session.loaded = true;
      expectTurn(session);
      const before = session.started;
      const kept = chat.messages;
      chat.messages = branch;
      const message: EvlfMessage = {
        id: crypto.randomUUID(),
        role: "user",
        metadata: { audience: session.audience, createdAt: new Date().toISOString() },
        parts: [
          ...pictures.map((picture) => ({ type: "data-image" as const, data: picture })),
          { type: "text", text },
        ],
      };
      const done = chat.sendMessage(message, { body });
      const timer = setTimeout(onChanged, 1200);
      await done;
      clearTimeout(timer);
      if (chat.status === "error" && session.started === before) {
        chat.messages = kept;
        setStopping(false);
        setTrouble(troubleOf(chat.error, branch === kept ? "not-sent" : "action"));
        chat.clearError();
        return false;
      }
      return true;
    },
    [session, onChanged],
  );

  const send = useCallback(
    async (text: string, pictures: Picture[]) => {
      const before = session.started;
      if (!(await ask(text, pictures, session.chat.messages))) {
        onReturned(text, pictures);
        return;
      }
      writeDraft(chatId, "");
      writeDraft(null, "");
      await settle(before);
    },
    [session, chatId, ask, onReturned, settle],
  );

  /** Asks a question anew, beside the old one; false if it was refused. */
  const edit = useCallback(
    async (message: EvlfMessage, text: string, pictures: Picture[]): Promise<boolean> => {
      const before = session.started;
      const { messages: all } = session.chat;
      const at = all.findIndex(({ id }) => id === message.id);
      if (at < 0 || !(await ask(text, pictures, all.slice(0, at)))) return false;
      await settle(before);
      return true;
    },
    [session, ask, settle],
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
        if (isBusy(session)) void session.chat.stop();
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
      const kept = session.chat.messages;
      await session.chat.regenerate({ messageId: message.id, body: { turnId } });
      if (session.chat.status === "error" && session.started === before) {
        const failed = troubleOf(session.chat.error, "action");
        session.chat.clearError();
        session.chat.messages = kept;
        await load(session).catch(() => undefined);
        setStopping(false);
        setTrouble(failed);
        return;
      }
      await settle(before);
    },
    [session, settle],
  );

  /** Goes on with an answer that was stopped or cut off. */
  const carryOn = useCallback(
    async (message: EvlfMessage) => {
      const { chat, turnId } = session;
      setTrouble(null);
      expectTurn(session);
      const before = session.started;
      try {
        const started = await continueTurn(message.metadata?.turnId ?? "");
        session.turnId = started.turnId;
        const { turnId: next } = started;
        const metadata = { ...message.metadata, state: "queued" as const, turnId: next, ahead: 0 };
        chat.messages = chat.messages.map((each) =>
          each.id === message.id ? { ...each, metadata } : each,
        );
      } catch (error) {
        session.turnId = turnId;
        setStopping(false);
        setTrouble(troubleOf(error, "action"));
        return;
      }
      await chat.resumeStream();
      await settle(before);
    },
    [session, settle],
  );

  /** Turns to another version of a message; false, and why, where that can't be now. */
  const turn = useCallback(
    async (messageId: string): Promise<boolean> => {
      setTrouble(null);
      try {
        take(session, await turnTo(chatId, messageId));
        return true;
      } catch (error) {
        setTrouble(troubleOf(error, "action"));
        return false;
      }
    },
    [session, chatId],
  );

  const last = messages.at(-1);
  const running =
    status === "submitted" ||
    status === "streaming" ||
    (status !== "error" && last?.role === "assistant" && isRunning(last));
  const { title, siblings } = session;
  return {
    ...{ title, messages, siblings, phase, running, stopping, restored, trouble },
    ...{ send, edit, stop, retry, carryOn, turn, resume },
  };
}

export type ConversationControl = ReturnType<typeof useConversation>;

function isRunning(message: EvlfMessage): boolean {
  const state = message.metadata?.state;
  return state !== undefined && !isEnded(state);
}
