"use client";

import { useEffect, useState } from "react";
import { readImage, seenUrl } from "@/lib/client/api/images";
import type { ImageInfo } from "@/lib/contracts/api";
import type { Size } from "@/lib/geometry/box";

export type Seen = { size: Size; info: ImageInfo | null; failed: boolean };

const UNKNOWN: Seen = { size: { width: 256, height: 256 }, info: null, failed: false };

function pixelSize(source: string): Promise<Size> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve({ width: image.naturalWidth, height: image.naturalHeight });
    image.onerror = () => reject(new Error("the picture did not load"));
    image.src = source;
  });
}

/** What the model was given of a picture: its pixels' size and what was read from the file. */
export function useSeen(imageId: string, wanted: boolean): Seen {
  const [seen, setSeen] = useState<{ of: string; value: Seen } | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    const info = readImage(imageId).catch(() => null);
    Promise.all([pixelSize(seenUrl(imageId)), info]).then(
      ([size, read]) => {
        if (current) setSeen({ of: imageId, value: { size, info: read, failed: false } });
      },
      () => {
        if (current) setSeen({ of: imageId, value: { ...UNKNOWN, failed: true } });
      },
    );
    return () => {
      current = false;
    };
  }, [imageId, wanted]);
  return seen?.of === imageId ? seen.value : UNKNOWN;
}
