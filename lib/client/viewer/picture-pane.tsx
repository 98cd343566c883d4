"use client";

import { Image as ImageIcon, ScanEye, X } from "lucide-react";
import { useState } from "react";
import { imageUrl, seenUrl } from "@/lib/client/api/images";
import { IconButton } from "@/lib/client/ui/button";
import { MarkList } from "@/lib/client/viewer/mark-list";
import { PictureCanvas } from "@/lib/client/viewer/picture-canvas";
import { SeenNotes } from "@/lib/client/viewer/seen-notes";
import { useSeen } from "@/lib/client/viewer/use-seen";
import { listedName } from "@/lib/contracts/picture-name";
import type { PlacedMark } from "@/lib/contracts/reading/message-marks";

export type Picture = { imageId: string; name: string; width: number; height: number };

export type PicturePaneProps = {
  pictures: Picture[];
  picture: Picture;
  /** Marks on this picture; empty where there are none or they wait. */
  marks: PlacedMark[];
  /** The reader works the answer out first. */
  waits: boolean;
  hidden: ReadonlySet<number>;
  lit: number | null;
  onLight: (id: number | null) => void;
  onToggle: (id: number) => void;
  onToggleAll: () => void;
  onAsk: (mark: PlacedMark) => void;
  onPicture: (imageId: string) => void;
  /** Given in the sheet on a small screen. */
  onClose?: (() => void) | undefined;
};

/** The picture, large, on black; its marks in lines and in words; what the model saw of it. */
export function PicturePane(props: PicturePaneProps) {
  const { picture, marks, hidden, lit, waits } = props;
  const [seenOpen, setSeenOpen] = useState(false);
  const seen = useSeen(picture.imageId, seenOpen);
  const shown = marks.filter((mark) => !hidden.has(mark.id) || mark.id === lit);
  return (
    <div className="reading-room flex size-full flex-col bg-surround text-text">
      <header className="flex min-h-12 items-center gap-1 border-b px-2">
        <fieldset aria-label="What is shown" className="flex gap-1">
          <ViewTab active={!seenOpen} onClick={() => setSeenOpen(false)}>
            <ImageIcon className="size-4" /> Picture
          </ViewTab>
          <ViewTab active={seenOpen} onClick={() => setSeenOpen(true)}>
            <ScanEye className="size-4" /> What the model saw
          </ViewTab>
        </fieldset>
        <span className="min-w-0 flex-1 truncate px-2 text-right text-label text-quiet">
          {picture.name}
        </span>
        {props.onClose !== undefined && (
          <IconButton label="Close the picture" onClick={props.onClose}>
            <X className="size-4" />
          </IconButton>
        )}
      </header>
      <PictureCanvas
        key={`${picture.imageId}${seenOpen}`}
        source={seenOpen ? seenUrl(picture.imageId) : imageUrl(picture.imageId)}
        name={seenOpen ? `What the model saw of ${picture.name}` : picture.name}
        size={seenOpen ? seen.size : picture}
        marks={seenOpen ? [] : shown}
        lit={lit}
        onLight={props.onLight}
      />
      <div className="max-h-[40%] shrink-0 overflow-y-auto border-t p-3 empty:hidden">
        {seenOpen ? <SeenNotes seen={seen} /> : <Below {...props} waits={waits} />}
      </div>
      {props.pictures.length > 1 && <Strip {...props} />}
    </div>
  );
}

function Below(props: PicturePaneProps) {
  if (props.waits)
    return <p className="text-label text-quiet">The marks wait until you show the answer.</p>;
  if (props.marks.length === 0) return null;
  return <MarkList {...props} />;
}

function ViewTab({
  active,
  onClick,
  children,
}: {
  active: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      aria-pressed={active}
      onClick={onClick}
      className={`flex min-h-9 pointer-coarse:min-h-10 items-center gap-2 rounded-card px-2 text-label ${
        active ? "bg-raised text-text" : "text-quiet hover:text-text"
      }`}
    >
      {children}
    </button>
  );
}

function Strip({ pictures, picture, onPicture }: PicturePaneProps) {
  return (
    <ul
      aria-label="Pictures of this chat"
      className="flex shrink-0 gap-2 overflow-x-auto border-t p-2"
    >
      {pictures.map((each, index) => (
        <li key={each.imageId}>
          <button
            type="button"
            aria-label={listedName(each.name, index + 1)}
            aria-pressed={each.imageId === picture.imageId}
            onClick={() => onPicture(each.imageId)}
            className={`block size-14 overflow-hidden rounded-card border-2 ${
              each.imageId === picture.imageId ? "border-accent" : "border-transparent"
            }`}
          >
            <img
              src={imageUrl(each.imageId)}
              alt=""
              loading="lazy"
              decoding="async"
              className="size-full object-cover"
            />
          </button>
        </li>
      ))}
    </ul>
  );
}
