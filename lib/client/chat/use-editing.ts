"use client";

import { useCallback, useState } from "react";
import { useAttachments } from "@/lib/client/chat/use-attachments";
import type { Picture } from "@/lib/client/viewer/picture-pane";
import type { EvlfMessage } from "@/lib/contracts/message";

type Options = {
  /** An answer is being written, so nothing can be sent now. */
  running: boolean;
  /** Sends the edited question; false when it was refused. */
  onSend: (message: EvlfMessage, text: string, pictures: Picture[]) => Promise<boolean>;
};

/** The question that is being edited, its words and its pictures; one at a time. */
export function useEditing({ running, onSend }: Options) {
  const [message, setMessage] = useState<EvlfMessage | null>(null);
  /** The question whose editing ended without sending: the focus goes back to its button. */
  const [left, setLeft] = useState<string | null>(null);
  const [text, setText] = useState("");
  const attachments = useAttachments();
  const { restore, clear, pictures } = attachments;

  const open = useCallback(
    (chosen: EvlfMessage) => {
      const images = chosen.parts.flatMap((part) =>
        part.type === "data-image" ? [part.data] : [],
      );
      setMessage(chosen);
      setLeft(null);
      setText(chosen.parts.map((part) => (part.type === "text" ? part.text : "")).join(""));
      restore(images);
    },
    [restore],
  );
  const cancel = useCallback(() => {
    setLeft(message?.id ?? null);
    setMessage(null);
    clear();
  }, [message, clear]);
  const send = useCallback(async () => {
    if (message === null) return;
    setMessage(null);
    if (await onSend(message, text.trim(), pictures)) return;
    // Refused: the box opens again as it was.
    setMessage(message);
  }, [message, text, pictures, onSend]);

  return {
    id: message?.id ?? null,
    left,
    text,
    attachments,
    blocked: running,
    open,
    write: setText,
    cancel,
    send: () => void send(),
  };
}

export type EditingControl = ReturnType<typeof useEditing>;
