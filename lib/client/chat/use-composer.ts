"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "@/lib/client/api/http";
import { readImage } from "@/lib/client/api/images";
import { readDraft, writeDraft } from "@/lib/client/chat/draft";
import { infosOf, useAttachments } from "@/lib/client/chat/use-attachments";
import { useDrop } from "@/lib/client/chat/use-drop";
import type { Picture } from "@/lib/client/viewer/picture-pane";

/**
 * The text and pictures of the next question; both outlive a reload.
 * @param before How many pictures the conversation has already.
 */
export function useComposer(chatId: string | null, before = 0) {
  const [text, setText] = useState("");
  const [focusKey, setFocusKey] = useState(0);
  const attachments = useAttachments(before);
  const { restore, put, remove } = attachments;
  const dragging = useDrop(attachments.addFiles);
  /** The chat whose draft stands in the box: before that is read, nothing is written over it. */
  const [opened, setOpened] = useState<string | null | undefined>(undefined);
  const latest = useRef(text);
  latest.current = text;

  useEffect(() => {
    const draft = readDraft(chatId);
    setText(draft.text);
    put(draft.pictures);
    setOpened(chatId);
    for (const { id } of draft.pictures)
      readImage(id).catch((error: unknown) => {
        // A picture that was never asked about is kept for a day.
        if (error instanceof ApiError && error.status === 404) remove(id);
      });
  }, [chatId, put, remove]);

  const pictures = infosOf(attachments.attachments);
  const ids = pictures.map(({ id }) => id).join();
  const kept = useRef(pictures);
  kept.current = pictures;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids say whether the pictures changed
  useEffect(() => {
    if (opened === chatId) writeDraft(chatId, { text: latest.current, pictures: kept.current });
  }, [opened, chatId, ids]);

  const write = useCallback(
    (next: string) => {
      latest.current = next;
      setText(next);
      writeDraft(chatId, { text: next, pictures: kept.current });
    },
    [chatId],
  );
  const focus = useCallback(() => setFocusKey((key) => key + 1), []);
  const fill = useCallback(
    (next: string) => {
      write(next);
      focus();
    },
    [write, focus],
  );
  /** Puts a question back that could not be sent. */
  const giveBack = useCallback(
    (question: string, pictures: Picture[]) => {
      write(question);
      restore(pictures);
    },
    [write, restore],
  );
  return { text, write, fill, focus, giveBack, focusKey, attachments, dragging };
}
