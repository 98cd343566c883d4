"use client";

import { answerWaits } from "@/lib/client/chat/reveal";
import { Overlay } from "@/lib/client/ui/dialog";
import { useWide } from "@/lib/client/ui/use-wide";
import { type Picture, PicturePane } from "@/lib/client/viewer/picture-pane";
import type { MarksViewControl } from "@/lib/client/viewer/use-marks-view";
import type { EvlfMessage } from "@/lib/contracts/message";
import { marksOf, type PlacedMark } from "@/lib/contracts/reading/message-marks";
import { placeWords } from "@/lib/contracts/reading/place-words";

/** The window is wide enough for a pane beside the conversation from here (CSS pixels). */
const PANE_FROM = 1024;

/** The answer whose marks are shown: the one pointed at, else the newest that marks this picture. */
function markedMessage(messages: EvlfMessage[], picture: Picture, chosen: string | null) {
  const answers = messages.filter((message) => message.role === "assistant");
  const marksIt = (message: EvlfMessage) =>
    marksOf(message).some((mark) => mark.imageId === picture.imageId);
  return (
    answers.find((message) => message.id === chosen && marksIt(message)) ??
    answers.findLast(marksIt) ??
    null
  );
}

/** The chat's pictures: a pane on a wide window, a sheet on a narrow one. */
export function ChatPictures({
  messages,
  pictures,
  view,
  isRevealed,
  onAsk,
}: {
  messages: EvlfMessage[];
  pictures: Picture[];
  view: MarksViewControl;
  isRevealed: (messageId: string) => boolean;
  onAsk: (words: string) => void;
}) {
  const wide = useWide(PANE_FROM);
  const picture = pictures.find((each) => each.imageId === view.imageId) ?? pictures.at(-1);
  if (picture === undefined) return null;

  const message = markedMessage(messages, picture, view.messageId);
  const id = message?.id ?? "";
  const waits = message !== null && answerWaits(message, isRevealed(id));
  const marks: PlacedMark[] =
    message === null || waits
      ? []
      : marksOf(message).filter((mark) => mark.imageId === picture.imageId);
  const pane = (onClose?: () => void) => (
    <PicturePane
      pictures={pictures}
      picture={picture}
      marks={marks}
      waits={waits}
      hidden={view.hiddenIn(id, marks)}
      lit={view.messageId === id ? view.lit : null}
      onLight={(mark) => view.light(id, mark)}
      onToggle={(mark) => view.toggle(id, mark)}
      onToggleAll={() => view.toggleAll(id, marks)}
      onAsk={(mark) => onAsk(`About mark ${mark.id}, ${placeWords(mark.label, mark.box)}: `)}
      onPicture={view.showPicture}
      onClose={onClose}
    />
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
