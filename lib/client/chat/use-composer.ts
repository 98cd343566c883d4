"use client";

import { useCallback, useEffect, useState } from "react";
import { readDraft, writeDraft } from "@/lib/client/chat/draft";
import { useAttachments } from "@/lib/client/chat/use-attachments";
import { useDrop } from "@/lib/client/chat/use-drop";
import type { Picture } from "@/lib/client/viewer/picture-pane";

/** The text and pictures of the next question; the text outlives a reload. */
export function useComposer(chatId: string | null) {
  const [text, setText] = useState("");
  const [focusKey, setFocusKey] = useState(0);
  const attachments = useAttachments();
  const { restore } = attachments;
  const dragging = useDrop(attachments.addFiles);

  useEffect(() => setText(readDraft(chatId)), [chatId]);

  const write = useCallback(
    (next: string) => {
      setText(next);
      writeDraft(chatId, next);
    },
    [chatId],
  );
  const fill = useCallback(
    (next: string) => {
      write(next);
      setFocusKey((key) => key + 1);
    },
    [write],
  );
  /** Puts a question back that could not be sent. */
  const giveBack = useCallback(
    (question: string, pictures: Picture[]) => {
      write(question);
      restore(pictures);
    },
    [write, restore],
  );
  return { text, write, fill, giveBack, focusKey, attachments, dragging };
}
