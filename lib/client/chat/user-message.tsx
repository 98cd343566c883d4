"use client";

import { Pencil } from "lucide-react";
import { useEffect, useRef } from "react";
import { imageUrl } from "@/lib/client/api/images";
import { Versions, type VersionsControl } from "@/lib/client/chat/versions";
import { IconButton } from "@/lib/client/ui/button";
import type { EvlfMessage } from "@/lib/contracts/message";

export type UserMessageProps = {
  message: EvlfMessage;
  onPicture: (imageId: string) => void;
  /** Null while an answer is being written. */
  onEdit: (() => void) | null;
  /** Editing it has just ended: its button takes the focus back. */
  left: boolean;
  versions: VersionsControl | null;
};

/** A question as the person asked it, with its pictures, and its versions where it has several. */
export function UserMessage({ message, onPicture, onEdit, left, versions }: UserMessageProps) {
  const edit = useRef<HTMLElement>(null);
  useEffect(() => {
    if (left) edit.current?.querySelector<HTMLButtonElement>("[data-edit]")?.focus();
  }, [left]);
  const pictures = message.parts.flatMap((part) => (part.type === "data-image" ? [part.data] : []));
  const text = message.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
  return (
    <article
      ref={edit}
      aria-label="You asked"
      className="relative grid gap-2 rounded-card bg-raised py-3 pr-14 pl-4"
    >
      {pictures.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {pictures.map((picture) => (
            <button
              key={picture.imageId}
              type="button"
              aria-label={`Show ${picture.name}`}
              onClick={() => onPicture(picture.imageId)}
              className="block h-24 overflow-hidden rounded-card border bg-surround"
            >
              <img
                src={imageUrl(picture.imageId)}
                alt={picture.name}
                width={picture.width}
                height={picture.height}
                decoding="async"
                className="h-full w-auto max-w-44 object-contain"
              />
            </button>
          ))}
        </div>
      )}
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>
      {onEdit !== null && (
        <IconButton
          label="Edit the question"
          data-edit=""
          className="absolute right-2 bottom-1.5 pointer-coarse:bottom-1"
          onClick={onEdit}
        >
          <Pencil className="size-4" />
        </IconButton>
      )}
      {versions !== null && (
        <div className="-mb-1 -ml-2 empty:hidden">
          <Versions {...versions} id={message.id} what="question" />
        </div>
      )}
    </article>
  );
}
