"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import { type ChatPagesControl, useChatPages } from "@/lib/client/shell/use-chat-pages";
import type { ChatSummary } from "@/lib/contracts/api";

type ChatsControl = ChatPagesControl & {
  /** The chats that were read so far, pinned ones first; null until the first answer. */
  chats: ChatSummary[] | null;
};

/** How often the list is read while an answer is being written in any of its chats. */
const WHILE_RUNNING_MS = 5000;

const ChatsContext = createContext<ChatsControl | null>(null);

/** Holds the list of chats for the whole page. */
export function ChatsProvider({ children }: { children: ReactNode }) {
  const control = useChatPages("active");
  const { pages, refresh } = control;
  const chats = useMemo(() => (pages === null ? null : [...pages.pinned, ...pages.chats]), [pages]);

  const anyRuns = chats?.some((chat) => chat.running) ?? false;
  useEffect(() => {
    const onVisible = () => document.visibilityState === "visible" && refresh();
    document.addEventListener("visibilitychange", onVisible);
    const timer = anyRuns ? setInterval(refresh, WHILE_RUNNING_MS) : undefined;
    return () => {
      document.removeEventListener("visibilitychange", onVisible);
      clearInterval(timer);
    };
  }, [anyRuns, refresh]);
  const value = useMemo(() => ({ ...control, chats }), [control, chats]);
  return <ChatsContext value={value}>{children}</ChatsContext>;
}

/** The list of chats and how to read it again. */
export function useChats(): ChatsControl {
  const control = useContext(ChatsContext);
  if (control === null) throw new Error("useChats needs ChatsProvider above it");
  return control;
}
