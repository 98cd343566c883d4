"use client";

import { sharedPictureUrl } from "@/lib/client/api/shares";
import type { EvlfMessage } from "@/lib/contracts/message";

/** A question of a shared chat, with its pictures where they are shared. */
export function SharedQuestion({
  message,
  token,
  onPicture,
}: {
  message: EvlfMessage;
  /** Null: shared without pictures. */
  token: string | null;
  onPicture: (n: string) => void;
}) {
  const pictures = message.parts.flatMap((part) => (part.type === "data-image" ? [part.data] : []));
  const text = message.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
  return (
    <article aria-label="Question" className="grid gap-2 rounded-card bg-raised px-4 py-3">
      {pictures.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {pictures.map(({ imageId, name, width, height }) =>
            token === null ? (
              <span
                key={imageId}
                className="rounded-card border border-dashed px-3 py-2 text-label text-quiet"
              >
                {name}, not shared
              </span>
            ) : (
              <button
                key={imageId}
                type="button"
                aria-label={`Show ${name}`}
                onClick={() => onPicture(imageId)}
                className="block h-24 overflow-hidden rounded-card border bg-surround"
              >
                <img
                  src={sharedPictureUrl(token, imageId)}
                  alt={name}
                  width={width}
                  height={height}
                  loading="lazy"
                  className="h-full w-auto max-w-44 object-contain"
                />
              </button>
            ),
          )}
        </div>
      )}
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>
    </article>
  );
}
