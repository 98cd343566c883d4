"use client";

import { X } from "lucide-react";
import { sharedPictureUrl } from "@/lib/client/api/shares";
import { marksShown } from "@/lib/client/chat/marks-shown";
import { IconButton } from "@/lib/client/ui/button";
import { MarkTag } from "@/lib/client/viewer/mark-tag";
import { PictureCanvas } from "@/lib/client/viewer/picture-canvas";
import { PicturePlace } from "@/lib/client/viewer/picture-place";
import type { MarksViewControl } from "@/lib/client/viewer/use-marks-view";
import type { EvlfMessage } from "@/lib/contracts/message";
import { type PlacedMark, picturesOf } from "@/lib/contracts/reading/message-marks";
import { placeWords } from "@/lib/contracts/reading/place-words";
import { strengthWords } from "@/lib/contracts/reading/strength-words";

/** The pictures of a shared chat with their marks: a pane, or a sheet on a narrow window. */
export function SharedPictures({
  messages,
  token,
  view,
  isRevealed,
}: {
  messages: EvlfMessage[];
  token: string;
  view: MarksViewControl;
  isRevealed: (messageId: string) => boolean;
}) {
  const pictures = picturesOf(messages);
  const picture = pictures.find(({ imageId }) => imageId === view.imageId) ?? pictures.at(-1);
  if (picture === undefined) return null;
  const { id, marks, waits } = marksShown(messages, picture.imageId, view.messageId, isRevealed);
  const onLight = (mark: number | null) => view.light(id, mark);
  const lit = view.messageId === id ? view.lit : null;
  return (
    <PicturePlace view={view}>
      {(onClose) => (
        <div className="reading-room flex size-full flex-col bg-surround text-text">
          <header className="flex min-h-12 items-center justify-between gap-1 border-b px-2">
            <h2 className="truncate px-2 text-label text-quiet">{picture.name}</h2>
            {onClose !== undefined && (
              <IconButton label="Close the picture" onClick={onClose}>
                <X className="size-4" />
              </IconButton>
            )}
          </header>
          <PictureCanvas
            key={picture.imageId}
            source={sharedPictureUrl(token, picture.imageId)}
            name={picture.name}
            size={picture}
            marks={marks}
            lit={lit}
            onLight={onLight}
          />
          {waits && (
            <p className="border-t p-3 text-label text-quiet">
              The marks wait until you show the answer.
            </p>
          )}
          {marks.length > 0 && <Marks marks={marks} onLight={onLight} />}
        </div>
      )}
    </PicturePlace>
  );
}

function Marks({ marks, onLight }: { marks: PlacedMark[]; onLight: (id: number | null) => void }) {
  return (
    <section
      aria-label="Marks"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
      tabIndex={0}
      className="max-h-[40%] shrink-0 overflow-y-auto border-t p-3"
    >
      <ul className="grid gap-2">
        {marks.map((mark) => (
          <li
            key={mark.id}
            className="flex items-start gap-2 text-label"
            onPointerEnter={() => onLight(mark.id)}
            onPointerLeave={() => onLight(null)}
          >
            <MarkTag id={mark.id} />
            <span className="min-w-0 flex-1">
              <span className="block">{placeWords(mark.label, mark.box)}</span>
              <span className="block text-quiet">{strengthWords(mark)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
