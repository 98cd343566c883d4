import { useSyncExternalStore } from "react";
import { keepJson, keptJson, keptKeys } from "@/lib/client/chat/kept";
import type { Picture } from "@/lib/client/viewer/picture-pane";
import type { StartTurn } from "@/lib/contracts/api";

/** A question on its way to the server, kept in this browser until the server has it. */
export type Waiting = {
  chatId: string;
  /** Its `messageId` is what makes it one question, however often it is sent. */
  question: StartTurn;
  pictures: Picture[];
  /** The question that it stands beside when it is sent, where it is an edited one. */
  edits?: string;
  /** When it was asked (ms). */
  at: number;
  /** Being sent until then (ms): nobody else sends it before. */
  tryingUntil: number;
  /** Why the server will not take it; null while it only waits. */
  refused: { code: string; message: string } | null;
};

const PREFIX = "outbox:";
const NONE: Waiting[] = [];

const watchers = new Set<() => void>();
let read: Waiting[] | null = null;
/** What this browser does not keep: storage is full or forbidden. */
const here = new Map<string, Waiting>();

function readAll(): Waiting[] {
  const kept = keptKeys(PREFIX).flatMap((key) => keptJson<Waiting>(key) ?? []);
  const rest = [...here.values()].filter(({ chatId }) => !kept.some((w) => w.chatId === chatId));
  const all = [...kept, ...rest];
  return all.length === 0 ? NONE : all.toSorted((one, other) => one.at - other.at);
}

function changed(): void {
  read = null;
  for (const watcher of [...watchers]) watcher();
}

/** All questions that wait, oldest first. */
export function waitingQuestions(): Waiting[] {
  read ??= readAll();
  return read;
}

/** The question of this chat that waits, if one does. */
export const waitingIn = (chatId: string): Waiting | null =>
  waitingQuestions().find((waiting) => waiting.chatId === chatId) ?? null;

/** Keeps a question, or what became of it. */
export function putWaiting(waiting: Waiting): void {
  here.set(waiting.chatId, waiting);
  keepJson(PREFIX + waiting.chatId, waiting);
  changed();
}

/** Forgets the question of a chat: the server has it, or the person took it back. */
export function dropWaiting(chatId: string): void {
  here.delete(chatId);
  keepJson(PREFIX + chatId, null);
  changed();
}

/** Forgets all of them. */
export function dropAllWaiting(): void {
  for (const { chatId } of waitingQuestions()) dropWaiting(chatId);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  // Another tab of this browser put one there or sent it.
  const onStorage = (event: StorageEvent): void => {
    if (event.key === null || event.key.startsWith(PREFIX)) {
      const id = event.key?.slice(PREFIX.length);
      if (id !== undefined && event.newValue === null) here.delete(id);
      changed();
    }
  };
  window.addEventListener("storage", onStorage);
  return () => {
    watchers.delete(watcher);
    window.removeEventListener("storage", onStorage);
  };
}

const none = (): Waiting[] => NONE;

/** All questions that wait, as they come and go. */
export function useWaiting(): Waiting[] {
  return useSyncExternalStore(watch, waitingQuestions, none);
}
