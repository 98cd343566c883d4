"use client";

import { imageUrl } from "@/lib/client/api/images";
import type { EvlfMessage } from "@/lib/contracts/message";

/** A question as the person asked it, with its pictures. */
export function UserMessage({
  message,
  onPicture,
}: {
  message: EvlfMessage;
  onPicture: (imageId: string) => void;
}) {
  const pictures = message.parts.flatMap((part) => (part.type === "data-image" ? [part.data] : []));
  const text = message.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
  return (
    <article aria-label="You asked" className="grid gap-2 rounded-card bg-raised px-4 py-3">
      {pictures.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {pictures.map((picture) => (
            <button
              key={picture.imageId}
              type="button"
              aria-label={`Show the picture ${picture.name}`}
              onClick={() => onPicture(picture.imageId)}
              className="block h-24 overflow-hidden rounded-card border bg-surround"
            >
              <img
                src={imageUrl(picture.imageId)}
                alt={picture.name}
                width={picture.width}
                height={picture.height}
                className="h-full w-auto max-w-44 object-contain"
              />
            </button>
          ))}
        </div>
      )}
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>
    </article>
  );
}
