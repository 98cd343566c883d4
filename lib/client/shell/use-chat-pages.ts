"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { listChats } from "@/lib/client/api/chats";
import { onChanges } from "@/lib/client/changes/changes-bus";
import {
  type ChatPages,
  withChange,
  withChat,
  withFirstPage,
  withNextPage,
  withoutChat,
} from "@/lib/client/shell/merge-pages";
import type { ChatSummary } from "@/lib/contracts/api";
import type { ChatView } from "@/lib/contracts/history";

export type ChatPagesControl = {
  /** Null until the first answer. */
  pages: ChatPages | null;
  /** The last reading did not come; what was read before stays. */
  failed: boolean;
  /** Reads the first page again. */
  refresh: () => void;
  /** Reads the next page, where there is one and none is being read. */
  more: () => void;
  /** Takes a chat out of the list at once. */
  drop: (id: string) => void;
  /** Puts a chat in its place at once. */
  put: (chat: ChatSummary) => void;
};

/** A list of chats, read page by page. */
export function useChatPages(view: ChatView): ChatPagesControl {
  const [pages, setPages] = useState<ChatPages | null>(null);
  const [failed, setFailed] = useState(false);
  const reading = useRef(false);
  /** A reading that began before the list was changed here does not know of that. */
  const changed = useRef(0);
  /** Changes made elsewhere: a reading that they overtook is done again. */
  const told = useRef(0);

  const refresh = useCallback(() => {
    const began = changed.current;
    const heard = told.current;
    listChats(view, null).then(
      (page) => {
        setFailed(false);
        if (began === changed.current) setPages((before) => withFirstPage(before, page));
        else if (heard !== told.current) refresh();
      },
      () => setFailed(true),
    );
  }, [view]);
  useEffect(refresh, [refresh]);
  useEffect(
    () =>
      onChanges(({ all, chats, gone }) => {
        changed.current += 1;
        told.current += 1;
        if (all) refresh();
        setPages((before) => {
          if (before === null) return null;
          const left = gone.reduce(withoutChat, before);
          return chats.reduce(
            (list, chat) => withChange(list, chat, chat.archived === (view === "archived")),
            left,
          );
        });
      }),
    [view, refresh],
  );

  const next = pages?.next ?? null;
  const more = useCallback(() => {
    if (next === null || reading.current) return;
    reading.current = true;
    listChats(view, next)
      .then(
        (page) => {
          setPages((before) => (before?.next === next ? withNextPage(before, page) : before));
          setFailed(false);
        },
        () => setFailed(true),
      )
      .finally(() => {
        reading.current = false;
      });
  }, [view, next]);

  const drop = useCallback((id: string) => {
    changed.current += 1;
    setPages((before) => (before === null ? null : withoutChat(before, id)));
  }, []);
  const put = useCallback((chat: ChatSummary) => {
    changed.current += 1;
    setPages((before) => (before === null ? null : withChat(before, chat)));
  }, []);
  return useMemo(
    () => ({ pages, failed, refresh, more, drop, put }),
    [pages, failed, refresh, more, drop, put],
  );
}
