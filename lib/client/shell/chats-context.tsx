"use client";

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from "react";
import { listChats } from "@/lib/client/api/chats";
import type { ChatSummary } from "@/lib/contracts/api";

type ChatsControl = {
  /** Null until the first answer. */
  chats: ChatSummary[] | null;
  failed: boolean;
  refresh: () => void;
};

/** How often the list is read while an answer is being written in any of its chats. */
const WHILE_RUNNING_MS = 5000;

const ChatsContext = createContext<ChatsControl | null>(null);

/** Holds the list of chats for the whole page. */
export function ChatsProvider({ children }: { children: ReactNode }) {
  const [chats, setChats] = useState<ChatSummary[] | null>(null);
  const [failed, setFailed] = useState(false);
  const refresh = useCallback(() => {
    listChats().then(
      (list) => {
        setChats(list);
        setFailed(false);
      },
      () => setFailed(true),
    );
  }, []);
  useEffect(refresh, [refresh]);

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
  const control = useMemo(() => ({ chats, failed, refresh }), [chats, failed, refresh]);
  return <ChatsContext value={control}>{children}</ChatsContext>;
}

/** The list of chats and how to read it again. */
export function useChats(): ChatsControl {
  const control = useContext(ChatsContext);
  if (control === null) throw new Error("useChats needs ChatsProvider above it");
  return control;
}
