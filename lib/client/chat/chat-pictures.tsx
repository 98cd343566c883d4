"use client";

import { marksShown } from "@/lib/client/chat/marks-shown";
import { type Picture, PicturePane } from "@/lib/client/viewer/picture-pane";
import { PicturePlace } from "@/lib/client/viewer/picture-place";
import type { MarksViewControl } from "@/lib/client/viewer/use-marks-view";
import type { EvlfMessage } from "@/lib/contracts/message";
import { placeWords } from "@/lib/contracts/reading/place-words";

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
  const picture = pictures.find((each) => each.imageId === view.imageId) ?? pictures.at(-1);
  if (picture === undefined) return null;
  const { id, marks, waits } = marksShown(messages, picture.imageId, view.messageId, isRevealed);
  return (
    <PicturePlace view={view}>
      {(onClose) => (
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
      )}
    </PicturePlace>
  );
}
