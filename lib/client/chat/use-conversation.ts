"use client";

import { useChat } from "@ai-sdk/react";
import { useCallback, useEffect, useState } from "react";
import { turnTo } from "@/lib/client/api/chats";
import { ApiError } from "@/lib/client/api/http";
import { continueTurn, stopTurn } from "@/lib/client/api/turns";
import { clearStartDraft, readEdit } from "@/lib/client/chat/draft";
import { isBusy, isRunning, loadChat, takeChat } from "@/lib/client/chat/load-chat";
import { dropWaiting, putWaiting, waitingIn } from "@/lib/client/chat/outbox";
import { takeQuestion } from "@/lib/client/chat/pending-question";
import { questionMessage } from "@/lib/client/chat/question-message";
import { type ChatSession, chatSession, useSessionRevision } from "@/lib/client/chat/session";
import { type Trouble, troubleOf } from "@/lib/client/chat/trouble";
import { placeOf, questionOf, type SendBody } from "@/lib/client/chat/turn-transport";
import { type Phase, useChatChanges } from "@/lib/client/chat/use-chat-changes";
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
/** Longer than a question may take to be stored (startTurn): until then nobody sends it again. */
const TRYING_MS = 25_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A new turn is asked for: the one before is not the one that stop means. */
function expectTurn(session: ChatSession): void {
  session.turnId = null;
  session.stopWanted = false;
}

/** What became of a question: `waits` where the server could not be reached. */
type Sent = "stored" | "refused" | "waits";

/** A conversation: its messages, and what a person can do with it. */
export function useConversation(options: ConversationOptions) {
  const { chatId, audience, onReturned, onChanged } = options;
  const session = chatSession(chatId, audience);
  session.audience = audience;
  const { messages, status } = useChat<EvlfMessage>({ chat: session.chat, throttle: 40 });
  useSessionRevision(session);
  const [phase, setPhase] = useState<Phase>(session.loaded ? "ready" : "loading");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [stopping, setStopping] = useState(false);
  const [restored, setRestored] = useState(false);

  /** Reads the chat and follows what runs, until both agree; one such reading at a time. */
  const settle = useCallback(
    async (startedBefore: number) => {
      setStopping(false);
      setRestored(false);
      const { chat } = session;
      if (chat.status === "error" && session.started > startedBefore)
        setTrouble(troubleOf(chat.error, "lost"));
      if (session.settling !== null) {
        session.settling.again = true;
        return;
      }
      const settling = { again: false };
      session.settling = settling;
      try {
        while (chat.status === "ready" && session.loaded) {
          settling.again = false;
          const running = await loadChat(session).catch(() => false);
          if (running) {
            await chat.resumeStream();
            await pause(BETWEEN_READS);
          } else if (!settling.again) break;
        }
      } finally {
        session.settling = null;
      }
      onChanged();
    },
    [session, onChanged],
  );

  /**
   * Asks behind the messages given; where it is not stored, all is as before. Without a connection it
   * waits. `edits`: the question that it shall stand beside.
   */
  const ask = useCallback(
    async (text: string, pictures: Picture[], branch: EvlfMessage[], edits?: string) => {
      const { chat } = session;
      setTrouble(null);
      const body: SendBody = { known: session.loaded };
      session.loaded = true;
      expectTurn(session);
      const before = session.started;
      const kept = chat.messages;
      chat.messages = branch;
      const message = questionMessage(text, pictures, session.audience);
      const asked = [...branch, message];
      const place = body.known ? placeOf(asked, session.before) : {};
      const question = { ...questionOf(message, session.audience), ...place };
      const beside = edits === undefined ? {} : { edits };
      const waiting = { chatId, question, pictures, ...beside, at: Date.now(), refused: null };
      putWaiting({ ...waiting, tryingUntil: Date.now() + TRYING_MS });
      const done = chat.sendMessage(message, { body });
      const timer = setTimeout(onChanged, 1200);
      await done;
      clearTimeout(timer);
      if (chat.status !== "error" || session.started !== before) return "stored" satisfies Sent;
      const offline = chat.error instanceof ApiError && chat.error.code === "offline";
      const failed = troubleOf(chat.error, branch === kept ? "not-sent" : "action");
      chat.messages = kept;
      setStopping(false);
      chat.clearError();
      if (offline) {
        putWaiting({ ...waiting, tryingUntil: 0 });
        return "waits" satisfies Sent;
      }
      dropWaiting(chatId);
      setTrouble(failed);
      return "refused" satisfies Sent;
    },
    [session, chatId, onChanged],
  );

  const send = useCallback(
    async (text: string, pictures: Picture[]) => {
      const before = session.started;
      const sent = await ask(text, pictures, session.chat.messages);
      if (sent === "refused") {
        onReturned(text, pictures);
        return;
      }
      if (sent === "stored") await settle(before);
    },
    [session, ask, onReturned, settle],
  );

  /** Asks a question anew, beside the old one, or lets it wait for that; false if it was refused. */
  const edit = useCallback(
    async (message: EvlfMessage, text: string, pictures: Picture[]): Promise<boolean> => {
      const before = session.started;
      const { messages: all } = session.chat;
      const at = all.findIndex(({ id }) => id === message.id);
      if (at < 0) return false;
      const sent = await ask(text, pictures, all.slice(0, at), message.id);
      if (sent === "stored") await settle(before);
      return sent !== "refused";
    },
    [session, ask, settle],
  );

  const resume = useCallback(async () => {
    setTrouble(null);
    setPhase("loading");
    try {
      const running = await loadChat(session, readEdit(chatId)?.messageId ?? null);
      setPhase("ready");
      if (!running) return;
      setRestored(true);
      const before = session.started;
      await session.chat.resumeStream();
      await settle(before);
    } catch (error) {
      const gone = error instanceof ApiError && [400, 401, 403, 404].includes(error.status);
      if (gone && waitingIn(chatId) !== null) {
        // Its first question has not reached the server yet.
        session.loaded = true;
        setPhase("ready");
        return;
      }
      setPhase(gone ? "missing" : "unreachable");
      setTrouble(troubleOf(error, "lost"));
    }
  }, [session, chatId, settle]);

  useEffect(() => {
    const question = takeQuestion(chatId);
    if (question !== null) {
      setPhase("ready");
      void send(question.text, question.pictures);
      // It is kept as a question on its way now.
      clearStartDraft();
    } else if (session.chat.status === "ready" || session.chat.status === "error") {
      if (!session.loaded) void resume();
    }
  }, [chatId, session, send, resume]);

  useChatChanges({ session, phase, setPhase, settle, resume });

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
        await loadChat(session).catch(() => undefined);
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
        takeChat(session, await turnTo(chatId, messageId));
        return true;
      } catch (error) {
        setTrouble(troubleOf(error, "action"));
        return false;
      }
    },
    [session, chatId],
  );

  const running =
    status === "submitted" ||
    status === "streaming" ||
    (status !== "error" && isRunning(messages.at(-1)));
  const { title, siblings } = session;
  return {
    ...{ title, messages, siblings, phase, running, stopping, restored, trouble, session },
    ...{ send, edit, stop, retry, carryOn, turn, resume },
  };
}

export type ConversationControl = ReturnType<typeof useConversation>;
