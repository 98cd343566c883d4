"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { readEdit, writeEdit } from "@/lib/client/chat/draft";
import { infosOf, useAttachments } from "@/lib/client/chat/use-attachments";
import type { Picture } from "@/lib/client/viewer/picture-pane";
import type { EvlfMessage } from "@/lib/contracts/message";
import { pictureCount } from "@/lib/contracts/reading/message-marks";

type Options = {
  chatId: string;
  /** The questions that can be edited. */
  messages: EvlfMessage[];
  /** Why nothing can be sent now: an answer is being written, or a question waits for the connection. */
  blocked: "running" | "waiting" | null;
  /** Sends the edited question, or lets it wait for the connection; false when it was refused. */
  onSend: (message: EvlfMessage, text: string, pictures: Picture[]) => Promise<boolean>;
};

/** The question that is being edited, its words and its pictures; one at a time. It outlives a reload. */
export function useEditing({ chatId, messages, blocked, onSend }: Options) {
  const [message, setMessage] = useState<EvlfMessage | null>(null);
  /** The question whose editing ended without sending: the focus goes back to its button. */
  const [left, setLeft] = useState<string | null>(null);
  const [text, setText] = useState("");
  const at = messages.findIndex((each) => each.id === message?.id);
  const attachments = useAttachments(pictureCount(messages.slice(0, Math.max(0, at))));
  const { restore, put, clear, pictures } = attachments;

  const open = useCallback(
    (chosen: EvlfMessage, written?: { text: string; pictures: Picture[] }) => {
      const images = chosen.parts.flatMap((part) =>
        part.type === "data-image" ? [part.data] : [],
      );
      setMessage(chosen);
      setLeft(null);
      const words = chosen.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
      setText(written?.text ?? words);
      restore(written?.pictures ?? images);
    },
    [restore],
  );

  // What was being edited when the page was left opens again where its question is shown.
  const looked = useRef(false);
  useEffect(() => {
    if (looked.current || messages.length === 0) return;
    looked.current = true;
    const kept = readEdit(chatId);
    const chosen = messages.find(({ id, role }) => id === kept?.messageId && role === "user");
    if (kept === null || chosen === undefined) return;
    setMessage(chosen);
    setText(kept.text);
    put(kept.pictures);
  }, [chatId, messages, put]);
  const id = message?.id ?? null;
  const infos = infosOf(attachments.attachments);
  const ids = infos.map((info) => info.id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids say whether the pictures changed
  useEffect(() => {
    if (id !== null) writeEdit(chatId, { messageId: id, text, pictures: infos });
  }, [chatId, id, text, ids]);

  const cancel = useCallback(() => {
    setLeft(id);
    setMessage(null);
    clear();
    writeEdit(chatId, null);
  }, [chatId, id, clear]);
  const send = useCallback(async () => {
    if (message === null) return;
    setMessage(null);
    if (await onSend(message, text.trim(), pictures)) writeEdit(chatId, null);
    // Refused: the box opens again as it was.
    else setMessage(message);
  }, [chatId, message, text, pictures, onSend]);

  return {
    id,
    left,
    text,
    attachments,
    blocked,
    open,
    write: setText,
    cancel,
    send: () => void send(),
  };
}

export type EditingControl = ReturnType<typeof useEditing>;
