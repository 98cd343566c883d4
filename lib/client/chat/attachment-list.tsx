"use client";

import { LoaderCircle, X } from "lucide-react";
import type { ReactNode } from "react";
import { imageUrl } from "@/lib/client/api/images";
import { SendProgress, sendingWords } from "@/lib/client/chat/send-progress";
import type { Attachment } from "@/lib/client/chat/use-attachments";
import { Button, IconButton } from "@/lib/client/ui/button";
import { StateMark } from "@/lib/client/ui/state-marks";

/** The pictures that go with the question, with what was read from them or why they can't. */
export function AttachmentList({
  label = "Pictures for this question",
  attachments,
  onRemove,
  onAgain,
  below,
}: {
  label?: string;
  attachments: Attachment[];
  onRemove: (key: string) => void;
  onAgain: (key: string) => void;
  /** What is said of a picture under its line. */
  below?: (attachment: Attachment) => ReactNode;
}) {
  if (attachments.length === 0) return null;
  return (
    <ul aria-label={label} className="grid gap-2 p-2">
      {attachments.map((each) => (
        <li
          key={each.key}
          data-state={each.state}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-card bg-raised p-2"
        >
          <Thumb attachment={each} />
          <div className="min-w-0 flex-1 text-label">
            <p className="truncate">{each.name}</p>
            <p className={each.state === "failed" ? "text-danger" : "text-quiet"} role="status">
              {words(each)}
            </p>
            <SendProgress attachment={each} />
            {each.info?.notes.map((note) => (
              <p key={note} className="text-caution">
                {note}
              </p>
            ))}
          </div>
          {each.passing === true && <Button onClick={() => onAgain(each.key)}>Try again</Button>}
          <IconButton
            label={`${each.state === "sending" ? "Cancel" : "Remove"} ${each.name}`}
            onClick={() => onRemove(each.key)}
          >
            <X className="size-4" />
          </IconButton>
          {below?.(each)}
        </li>
      ))}
    </ul>
  );
}

function words(attachment: Attachment): string {
  if (attachment.state === "failed") return attachment.error ?? "The picture could not be read.";
  if (attachment.info === null) return sendingWords(attachment.news);
  const { origin, width, height } = attachment.info;
  const size = `${width} × ${height}`;
  return origin === "" ? size : `${origin}, ${size}`;
}

function Thumb({ attachment }: { attachment: Attachment }) {
  return (
    <span className="grid size-14 shrink-0 place-items-center overflow-hidden rounded-card bg-surround text-quiet">
      {attachment.info !== null ? (
        <img src={imageUrl(attachment.info.id)} alt="" className="size-full object-cover" />
      ) : attachment.state === "failed" ? (
        <StateMark kind="error" className="text-danger" />
      ) : (
        <LoaderCircle className="size-5 animate-spin" aria-hidden="true" />
      )}
    </span>
  );
}
