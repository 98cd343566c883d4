"use client";

import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef } from "react";
import { AttachmentList } from "@/lib/client/chat/attachment-list";
import { AddPictures, LeftOut, useGrowing } from "@/lib/client/chat/question-parts";
import type { EditingControl } from "@/lib/client/chat/use-editing";
import { useWriting } from "@/lib/client/chat/writing/use-writing";
import { SayFirst, WritingNote } from "@/lib/client/chat/writing/writing-note";
import { Button } from "@/lib/client/ui/button";

const WHY = {
  running: "An answer is being written. Stop it, or wait, to send this.",
  waiting: "A question of this chat waits to be sent. Take it back, or wait, to send this.",
  free: "The old question and its answers are kept.",
};

/** A question opened in its place, with its words and pictures. Escape cancels, Enter sends. */
export function EditQuestion({ editing }: { editing: EditingControl }) {
  const { text, attachments } = editing;
  const area = useRef<HTMLTextAreaElement>(null);
  const writing = useWriting(attachments);
  const ready =
    text.trim() !== "" && !attachments.sending && !writing.waits && editing.blocked === null;

  useEffect(() => {
    const element = area.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);
  useGrowing(area, text, 320);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      editing.cancel();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (ready) editing.send();
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    attachments.addFiles(files);
  };

  return (
    <form
      aria-label="Edit the question"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) editing.send();
      }}
      className="rounded-card border border-accent bg-panel"
    >
      <AttachmentList
        label="Pictures of the edited question"
        attachments={attachments.attachments}
        onRemove={attachments.remove}
        onAgain={attachments.again}
        below={(each) => <WritingNote attachment={each} writing={writing} />}
      />
      <SayFirst writing={writing} />
      <LeftOut count={attachments.leftOut} />
      <textarea
        ref={area}
        aria-label="The edited question"
        value={text}
        rows={1}
        maxLength={4000}
        onChange={(event) => editing.write(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        className="block w-full resize-none bg-transparent px-4 py-3 outline-none"
      />
      <div className="flex flex-wrap items-center gap-2 p-2">
        <AddPictures label="Add a picture to the edited question" attachments={attachments} />
        <p className="min-w-0 flex-1 basis-40 text-label text-quiet">
          {WHY[editing.blocked ?? "free"]}
        </p>
        <div className="ml-auto flex gap-2">
          <Button onClick={editing.cancel}>Cancel</Button>
          <Button type="submit" look="accent" disabled={!ready}>
            Ask again
          </Button>
        </div>
      </div>
    </form>
  );
}
