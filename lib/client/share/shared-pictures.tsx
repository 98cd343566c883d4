"use client";

import { X } from "lucide-react";
import { sharedPictureUrl } from "@/lib/client/api/shares";
import { answerWaits } from "@/lib/client/chat/reveal";
import { IconButton } from "@/lib/client/ui/button";
import { Overlay } from "@/lib/client/ui/dialog";
import { useWide } from "@/lib/client/ui/use-wide";
import { MarkTag } from "@/lib/client/viewer/mark-tag";
import { PictureCanvas } from "@/lib/client/viewer/picture-canvas";
import type { MarksViewControl } from "@/lib/client/viewer/use-marks-view";
import type { EvlfMessage } from "@/lib/contracts/message";
import { marksOf, type PlacedMark, picturesOf } from "@/lib/contracts/reading/message-marks";
import { placeWords } from "@/lib/contracts/reading/place-words";
import { strengthWords } from "@/lib/contracts/reading/strength-words";

/** The window is wide enough for a pane beside the conversation from here (CSS pixels). */
const PANE_FROM = 1024;

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
  const wide = useWide(PANE_FROM);
  const pictures = picturesOf(messages);
  const picture = pictures.find(({ imageId }) => imageId === view.imageId) ?? pictures.at(-1);
  if (picture === undefined) return null;
  const marking = messages.filter((message) =>
    marksOf(message).some(({ imageId }) => imageId === picture.imageId),
  );
  const message = marking.find(({ id }) => id === view.messageId) ?? marking.at(-1);
  const waits = message !== undefined && answerWaits(message, isRevealed(message.id));
  const marks: PlacedMark[] =
    message === undefined || waits
      ? []
      : marksOf(message).filter(({ imageId }) => imageId === picture.imageId);
  const id = message?.id ?? "";
  const onLight = (mark: number | null) => view.light(id, mark);
  const lit = view.messageId === id ? view.lit : null;
  const pane = (onClose?: () => void) => (
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
  );
  if (wide)
    return (
      <aside aria-label="Picture" className="w-[45vw] shrink-0 border-l">
        {pane()}
      </aside>
    );
  return (
    <Overlay
      open={view.sheetOpen}
      onOpenChange={(open) => !open && view.closeSheet()}
      title="Picture"
      titleHidden
      form="bottom"
    >
      {pane(view.closeSheet)}
    </Overlay>
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
