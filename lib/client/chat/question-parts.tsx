"use client";

import { ImagePlus } from "lucide-react";
import { type RefObject, useEffect, useRef } from "react";
import { type AttachmentsControl, MOST_PICTURES } from "@/lib/client/chat/use-attachments";
import { IconButton } from "@/lib/client/ui/button";

/** Files that a question may bring. */
export const ACCEPTED = "image/png,image/jpeg,image/webp,application/dicom,.dcm,.dicom";

/** Keeps a text area as high as its text, up to `most` pixels. */
export function useGrowing(
  area: RefObject<HTMLTextAreaElement | null>,
  text: string,
  most: number,
): void {
  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, most)}px`;
    element.dataset.length = String(text.length);
  }, [area, text, most]);
}

/** Says how many pictures were too many for one question. */
export function LeftOut({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <p role="status" className="px-3 pb-1 text-label text-caution">
      One question takes {MOST_PICTURES} pictures; {count} more {count === 1 ? "was" : "were"} left
      out.
    </p>
  );
}

/** The button that adds pictures from files. */
export function AddPictures({
  label,
  attachments,
}: {
  label: string;
  attachments: AttachmentsControl;
}) {
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={file}
        type="file"
        accept={ACCEPTED}
        multiple
        hidden
        onChange={(event) => {
          attachments.addFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <IconButton
        label={label}
        disabled={attachments.attachments.length >= MOST_PICTURES}
        onClick={() => file.current?.click()}
      >
        <ImagePlus className="size-5" />
      </IconButton>
    </>
  );
}
