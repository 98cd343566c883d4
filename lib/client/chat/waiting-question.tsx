"use client";

import { imageUrl } from "@/lib/client/api/images";
import type { Waiting } from "@/lib/client/chat/outbox";
import { StateLine } from "@/lib/client/chat/turn-state";
import { Button } from "@/lib/client/ui/button";

/** A question that has not reached the server: that it waits and goes by itself, or why it can't. */
export function WaitingQuestion({
  waiting,
  onTakeBack,
}: {
  waiting: Waiting;
  onTakeBack: () => void;
}) {
  const { question, pictures, refused, edits } = waiting;
  return (
    <article
      aria-label="Your question waits"
      className="grid gap-2 rounded-card border border-dashed px-4 py-3"
    >
      {pictures.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {pictures.map((picture) => (
            <img
              key={picture.imageId}
              src={imageUrl(picture.imageId)}
              alt={picture.name}
              className="h-16 w-auto max-w-32 rounded-card bg-surround object-contain"
            />
          ))}
        </div>
      )}
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{question.text}</p>
      <div role="status">
        <StateLine
          mark={refused === null ? "waiting" : "error"}
          tone={refused === null ? "text-quiet" : "text-danger"}
          action={<Button onClick={onTakeBack}>Take back</Button>}
        >
          {refused === null ? (
            `Not sent yet. Your ${edits === undefined ? "" : "edited "}question is kept here and goes by itself as soon as there is a connection.`
          ) : (
            <>
              {refused.message}{" "}
              <span className="text-quiet">
                Code <span className="numbers">{refused.code}</span>
              </span>
            </>
          )}
        </StateLine>
      </div>
    </article>
  );
}
