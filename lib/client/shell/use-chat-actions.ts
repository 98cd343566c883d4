"use client";

import { usePathname, useRouter } from "next/navigation";
import { archiveChat, deleteChat, pinChat, restoreChat } from "@/lib/client/api/chats";
import { sentenceOf } from "@/lib/client/api/http";
import { chatAsText } from "@/lib/client/chat/chat-as-text";
import { forgetSession } from "@/lib/client/chat/session";
import { useChats } from "@/lib/client/shell/chats-context";
import type { ChatPagesControl } from "@/lib/client/shell/use-chat-pages";
import { copyText } from "@/lib/client/ui/copy-text";
import { useToast } from "@/lib/client/ui/toasts";
import type { ChatSummary } from "@/lib/contracts/api";
import { type ChatView, UNDO_MS } from "@/lib/contracts/history";

const NEWS_MS = 6000;

const OTHERWISE = "This did not work. Try again in a moment.";

/** What can be done with a chat from a list. What fails is told, and the list read again. */
export function useChatActions(list: ChatPagesControl, view: ChatView) {
  const active = useChats();
  const toast = useToast();
  const router = useRouter();
  const path = usePathname();

  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      toast({ words: sentenceOf(error, OTHERWISE), trouble: true, ms: NEWS_MS });
      return false;
    } finally {
      list.refresh();
      active.refresh();
    }
  };

  const undo = async (chat: ChatSummary, wasOpen: boolean) => {
    if (!(await attempt(() => restoreChat(chat.id)))) return;
    list.put(chat);
    if (wasOpen) router.push(`/chat/${chat.id}`);
  };
  const remove = async (chat: ChatSummary) => {
    const open = path === `/chat/${chat.id}`;
    list.drop(chat.id);
    if (open) router.push("/");
    forgetSession(chat.id);
    if (!(await attempt(() => deleteChat(chat.id)))) {
      list.put(chat);
      return;
    }
    toast({
      words: `Deleted “${chat.title}” and its pictures.`,
      action: { label: "Undo", run: () => void undo(chat, open) },
      ms: UNDO_MS,
    });
  };
  const pin = async (chat: ChatSummary) => {
    const pinned = !chat.pinned;
    if (await attempt(() => pinChat(chat.id, pinned))) list.put({ ...chat, pinned });
  };
  /** Moves it between the two lists; both show so at once. */
  const move = async (chat: ChatSummary, archived: boolean): Promise<boolean> => {
    if (!(await attempt(() => archiveChat(chat.id, archived)))) return false;
    const moved = { ...chat, archived, pinned: false };
    if (archived) active.drop(chat.id);
    else active.put(moved);
    if (view === "archived") {
      if (archived) list.put(moved);
      else list.drop(chat.id);
    }
    return true;
  };
  const archive = async (chat: ChatSummary) => {
    if (!(await move(chat, !chat.archived))) return;
    toast({
      words: chat.archived ? `“${chat.title}” is in the list again.` : `Archived “${chat.title}”.`,
      action: { label: "Undo", run: () => void move(chat, chat.archived) },
      ms: NEWS_MS,
    });
  };
  const copy = async (chat: ChatSummary) => {
    const copied = await copyText(chatAsText(chat.id));
    const words = copied ? `“${chat.title}” is on the clipboard.` : "This could not be copied.";
    toast({ words, trouble: !copied, ms: NEWS_MS });
  };
  return { remove, pin, archive, copy };
}
