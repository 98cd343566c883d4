"use client";

import { ArrowUp, ImagePlus, Square } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useEffect, useRef } from "react";
import { AttachmentList } from "@/lib/client/chat/attachment-list";
import { type AttachmentsControl, MOST_PICTURES } from "@/lib/client/chat/use-attachments";
import { IconButton } from "@/lib/client/ui/button";

/** Files that a question may bring. */
export const ACCEPTED = "image/png,image/jpeg,image/webp,application/dicom,.dcm,.dicom";

export type ComposerProps = {
  text: string;
  onText: (text: string) => void;
  attachments: AttachmentsControl;
  onSend: () => void;
  running: boolean;
  stopping: boolean;
  onStop: () => void;
  placeholder: string;
  /** A count that moves the focus here when it changes. */
  focusKey?: number;
};

/** The box where a question is asked: words, pictures, send or stop. */
export function Composer(props: ComposerProps) {
  const { text, onText, attachments, running } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const ready = text.trim() !== "" && !attachments.sending && !running;

  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, 200)}px`;
    element.dataset.length = String(text.length);
  }, [text]);
  useEffect(() => {
    if (props.focusKey !== undefined && props.focusKey > 0) area.current?.focus();
  }, [props.focusKey]);

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (ready) props.onSend();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      submit();
    }
  };

  return (
    <form
      onSubmit={submit}
      aria-label="Ask"
      className="rounded-card border bg-panel focus-within:border-accent"
    >
      <AttachmentList attachments={attachments.attachments} onRemove={attachments.remove} />
      {attachments.leftOut > 0 && (
        <p role="status" className="px-3 pb-1 text-label text-caution">
          One question takes {MOST_PICTURES} pictures; {attachments.leftOut} more{" "}
          {attachments.leftOut === 1 ? "was" : "were"} left out.
        </p>
      )}
      <div className="flex items-end gap-1 p-1.5">
        <input
          ref={file}
          type="file"
          accept={ACCEPTED}
          multiple
          hidden
          onChange={(event) => {
            attachments.addFiles([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
        <IconButton
          label="Add a picture"
          disabled={attachments.attachments.length >= MOST_PICTURES}
          onClick={() => file.current?.click()}
        >
          <ImagePlus className="size-5" />
        </IconButton>
        <textarea
          ref={area}
          aria-label="Your question"
          value={text}
          rows={1}
          maxLength={4000}
          placeholder={props.placeholder}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={onKeyDown}
          className="max-h-[200px] min-h-9 min-w-0 flex-1 resize-none bg-transparent px-1 py-1.5 outline-none placeholder:text-quiet"
        />
        {running ? (
          <IconButton
            label={props.stopping ? "Stopping" : "Stop the answer"}
            look="plain"
            disabled={props.stopping}
            onClick={props.onStop}
          >
            <Square className="size-4 fill-current" />
          </IconButton>
        ) : (
          <IconButton type="submit" label="Ask" look="accent" disabled={!ready}>
            <ArrowUp className="size-5" />
          </IconButton>
        )}
      </div>
    </form>
  );
}
