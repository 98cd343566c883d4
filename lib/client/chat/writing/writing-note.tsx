"use client";

import { Brush } from "lucide-react";
import { useState } from "react";
import { imageUrl } from "@/lib/client/api/images";
import type { Attachment } from "@/lib/client/chat/use-attachments";
import { trimWords } from "@/lib/client/chat/writing/trim-words";
import type { Seen, WritingControl } from "@/lib/client/chat/writing/use-writing";
import { Button } from "@/lib/client/ui/button";
import { BlackOutDialog } from "@/lib/client/viewer/black-out/black-out-dialog";
import type { ImageInfo } from "@/lib/contracts/api";
import type { Box } from "@/lib/geometry/box";

const WORDS: Record<Seen["state"], string> = {
  looking: "Looking for writing…",
  covering: "Blacking out…",
  found: "There is writing in this picture. It may be a name.",
  none: "No writing found.",
  unknown: "I could not look for writing in all of this picture. Look yourself before you ask.",
  kept: "The writing stays in the picture.",
  covered: "Blacked out. The picture as it was is not kept.",
};

/** What stands on an attached picture that may be a name, and what can be done about it. */
export function WritingNote({
  attachment,
  writing,
}: {
  attachment: Attachment;
  writing: WritingControl;
}) {
  const { key, info, known } = attachment;
  const [open, setOpen] = useState(false);
  const seen = writing.of(key);
  if (info === null || (known && seen === null)) return null;
  const { state, boxes, trimmed, trouble } = seen ?? {
    state: "looking" as const,
    boxes: [],
    trimmed: null,
    trouble: null,
  };
  const busy = state === "looking" || state === "covering";
  const caution = state === "found" || state === "unknown";
  return (
    <div className="grid basis-full gap-2 border-t pt-2 text-label">
      {trimmed !== null && (
        <p className="flex flex-wrap items-center gap-x-2 text-quiet">
          <span role="status">{trimWords(trimmed)}</span>
          <Button
            look="quiet"
            className="text-accent"
            disabled={busy}
            onClick={() => writing.untrim(key)}
          >
            Undo
          </Button>
        </p>
      )}
      <p role="status" className={caution ? "text-caution" : "text-quiet"}>
        {WORDS[state]}
      </p>
      {trouble !== null && (
        <p role="alert" className="text-danger">
          {trouble}
        </p>
      )}
      {state === "found" && <Places info={info} boxes={boxes} />}
      <div className="flex flex-wrap gap-2">
        {state === "found" && (
          <>
            <Button look="accent" onClick={() => writing.blackOut(key, { boxes, strokes: [] })}>
              Black it out
            </Button>
            <Button onClick={() => writing.keep(key)}>Keep as it is</Button>
          </>
        )}
        {state === "unknown" && <Button onClick={() => writing.lookAgain(key)}>Look again</Button>}
        <Button look={caution ? "plain" : "quiet"} disabled={busy} onClick={() => setOpen(true)}>
          <Brush className="size-4" aria-hidden="true" /> Black out by hand
        </Button>
      </div>
      {open && (
        <BlackOutDialog
          picture={info}
          found={state === "found" || state === "kept" ? boxes : []}
          onClose={() => setOpen(false)}
          onCover={(cover) => {
            setOpen(false);
            writing.blackOut(key, cover);
          }}
        />
      )}
    </div>
  );
}

/** The picture with the places outlined in which writing was found. */
function Places({ info, boxes }: { info: ImageInfo; boxes: Box[] }) {
  const places = boxes.length === 1 ? "1 place" : `${boxes.length} places`;
  return (
    <div className="relative justify-self-start overflow-hidden rounded-card bg-surround">
      <img
        src={imageUrl(info.id)}
        alt={`${info.name}: writing in ${places}, outlined`}
        className="block max-h-48 max-w-full"
      />
      <svg
        aria-hidden="true"
        data-testid="writing"
        viewBox="0 0 1 1"
        preserveAspectRatio="none"
        className="absolute inset-0 size-full"
      >
        {boxes.map((box) => (
          <g key={`${box.x},${box.y}`} fill="none">
            <rect {...box} stroke="#111111" strokeWidth="4" vectorEffect="non-scaling-stroke" />
            <rect {...box} stroke="#E69F00" strokeWidth="2" vectorEffect="non-scaling-stroke" />
          </g>
        ))}
      </svg>
    </div>
  );
}

/** Why the question can't be sent yet. */
export function SayFirst({ writing }: { writing: WritingControl }) {
  if (!writing.undecided) return null;
  return (
    <p role="status" className="px-3 pb-1 text-label text-caution">
      Say first what to do with the writing: black it out, or keep it.
    </p>
  );
}
