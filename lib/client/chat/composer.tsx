"use client";

import { ArrowUp, Square } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useEffect, useRef } from "react";
import { AttachmentList } from "@/lib/client/chat/attachment-list";
import { AddPictures, LeftOut, useGrowing } from "@/lib/client/chat/question-parts";
import type { AttachmentsControl } from "@/lib/client/chat/use-attachments";
import { useWriting } from "@/lib/client/chat/writing/use-writing";
import { SayFirst, WritingNote } from "@/lib/client/chat/writing/writing-note";
import { IconButton } from "@/lib/client/ui/button";

export type ComposerProps = {
  text: string;
  onText: (text: string) => void;
  attachments: AttachmentsControl;
  onSend: () => void;
  running: boolean;
  stopping: boolean;
  /** A question of this chat waits for the connection: the next one comes after it. */
  blocked?: boolean;
  onStop: () => void;
  placeholder: string;
  /** A count that moves the focus here when it changes. */
  focusKey?: number;
};

/** The box where a question is asked: words, pictures, send or stop. */
export function Composer(props: ComposerProps) {
  const { text, onText, attachments, running } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const writing = useWriting(attachments);
  const waits = attachments.sending || writing.waits || running || props.blocked === true;
  const ready = text.trim() !== "" && !waits;

  useGrowing(area, text, 200);
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
      className="rounded-card border border-edge bg-panel focus-within:border-accent"
    >
      <AttachmentList
        attachments={attachments.attachments}
        onRemove={attachments.remove}
        onAgain={attachments.again}
        below={(each) => <WritingNote attachment={each} writing={writing} />}
      />
      <SayFirst writing={writing} />
      <LeftOut count={attachments.leftOut} />
      <div className="flex items-end gap-1 p-1.5">
        <AddPictures label="Add a picture" attachments={attachments} />
        <textarea
          ref={area}
          aria-label="Your question"
          value={text}
          rows={1}
          maxLength={4000}
          placeholder={props.placeholder}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={onKeyDown}
          className="max-h-[200px] min-h-9 min-w-0 flex-1 resize-none bg-transparent px-1 py-1.5 pointer-coarse:min-h-10 pointer-coarse:py-2 outline-none placeholder:text-quiet"
        />
        {running ? (
          <IconButton
            key="stop"
            label={props.stopping ? "Stopping" : "Stop the answer"}
            look="plain"
            disabled={props.stopping}
            onClick={props.onStop}
          >
            <Square className="size-4 fill-current" />
          </IconButton>
        ) : (
          // A button of its own: a press on Stop as the answer ends must not send what is being typed.
          <IconButton key="ask" type="submit" label="Ask" look="accent" disabled={!ready}>
            <ArrowUp className="size-5" />
          </IconButton>
        )}
      </div>
    </form>
  );
}
