"use client";

import { chatAsText } from "@/lib/client/chat/chat-as-text";
import type { RowActions } from "@/lib/client/chat/message-row";
import { useScroller } from "@/lib/client/chat/scroller";
import type { ChatSession } from "@/lib/client/chat/session";
import { goToMessage } from "@/lib/client/chat/use-jump";
import type { Side } from "@/lib/client/chat/versions";
import { useShortcuts } from "@/lib/client/shortcuts/run-shortcut";
import { copyText } from "@/lib/client/ui/copy-text";
import { useToast } from "@/lib/client/ui/toasts";
import { answerText } from "@/lib/contracts/reading/activity";
import { plainText } from "@/lib/contracts/reading/marks";

type Options = { session: ChatSession; actions: RowActions; running: boolean };

/** The message that the keyboard is in; null where it is in none. */
const focused = (): string | null =>
  document.activeElement?.closest<HTMLElement>("[data-message]")?.dataset.message ?? null;

/** The keys of a conversation: from message to message, versions, copying. */
export function useListShortcuts({ session, actions, running }: Options): void {
  const scroller = useScroller();
  const toast = useToast();
  const all = () => session.chat.messages;
  const at = () => all().findIndex(({ id }) => id === focused());
  const go = (index: number) => {
    const message = all()[Math.min(Math.max(0, index), all().length - 1)];
    if (message !== undefined) void goToMessage(message.id, scroller);
  };
  /** The message that the keyboard is in, else the last; of those that `fits`. */
  const meant = (fits: (index: number) => boolean) => {
    const here = at();
    if (here >= 0 && fits(here)) return all()[here];
    return all().findLast((_, index) => fits(index));
  };
  const isAnswer = (index: number) => all()[index]?.role === "assistant";
  const turn = (side: Side) => {
    const message = meant((index) => session.siblings[all()[index]?.id ?? ""] !== undefined);
    const ids = session.siblings[message?.id ?? ""] ?? [];
    const other = ids[ids.indexOf(message?.id ?? "") + (side === "previous" ? -1 : 1)];
    if (message !== undefined && other !== undefined) actions.onTurn(other, side);
  };
  const copy = async (text: string | Promise<string>, done: string) => {
    const copied = await copyText(text);
    const words = copied ? done : "This could not be copied.";
    toast({ words, trouble: !copied, ms: 3000 });
  };
  useShortcuts({
    "previous-message": () => go(at() < 0 ? all().length - 1 : at() - 1),
    "next-message": () => go(at() < 0 ? all().length - 1 : at() + 1),
    earliest: () => go(0),
    newest: () => go(all().length - 1),
    "previous-version": () => turn("previous"),
    "next-version": () => turn("next"),
    edit: () => {
      const message = meant((index) => all()[index]?.role === "user");
      if (message !== undefined && !running) actions.onEdit(message);
    },
    again: () => {
      const message = meant(isAnswer);
      if (message !== undefined && !running) actions.onRetry(message);
    },
    "copy-answer": () => {
      const message = meant(isAnswer);
      if (message !== undefined)
        void copy(plainText(answerText(message)), "The answer is on the clipboard.");
    },
    "copy-chat": () => void copy(chatAsText(session.id), "The chat is on the clipboard."),
  });
}
