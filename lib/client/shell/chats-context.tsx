"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useChangesStream } from "@/lib/client/changes/use-changes-stream";
import { type ChatPagesControl, useChatPages } from "@/lib/client/shell/use-chat-pages";
import type { ChatSummary } from "@/lib/contracts/api";

type ChatsControl = ChatPagesControl & {
  /** The chats that were read so far, pinned ones first; null until the first answer. */
  chats: ChatSummary[] | null;
};

const ChatsContext = createContext<ChatsControl | null>(null);

/** Holds the list of chats for the whole page. */
export function ChatsProvider({ children }: { children: ReactNode }) {
  const control = useChatPages("active");
  const { pages } = control;
  const chats = useMemo(() => (pages === null ? null : [...pages.pinned, ...pages.chats]), [pages]);

  useChangesStream();
  const value = useMemo(() => ({ ...control, chats }), [control, chats]);
  return <ChatsContext value={value}>{children}</ChatsContext>;
}

/** The list of chats and how to read it again. */
export function useChats(): ChatsControl {
  const control = useContext(ChatsContext);
  if (control === null) throw new Error("useChats needs ChatsProvider above it");
  return control;
}
