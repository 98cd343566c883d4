"use client";

import { useCallback, useRef, useState } from "react";
import { ApiError } from "@/lib/client/api/http";
import { takeSample, uploadImage } from "@/lib/client/api/images";
import type { Picture } from "@/lib/client/viewer/picture-pane";
import type { ImageInfo } from "@/lib/contracts/api";

/** Pictures that one question may carry. */
export const MOST_PICTURES = 4;
/** The largest file that the server takes. */
const MOST_BYTES = 40 * 1024 * 1024;

/** A picture on its way to the server, there, or refused with the reason. */
export type Attachment = {
  key: string;
  name: string;
  state: "sending" | "ready" | "failed";
  info: ImageInfo | null;
  error: string | null;
  /** A sample, or one that a question has shown: nobody looks for writing on it again. */
  known: boolean;
};

export const pictureOf = (info: ImageInfo): Picture => ({
  imageId: info.id,
  name: info.name,
  width: info.width,
  height: info.height,
});

const reasonOf = (error: unknown) =>
  error instanceof ApiError ? error.message : "The picture could not be sent. Try again.";

/** Sends a file, unless it is larger than the server takes: then nothing of it leaves. */
async function send(file: File): Promise<ImageInfo> {
  if (file.size <= MOST_BYTES) return await uploadImage(file);
  throw new ApiError(
    413,
    "body-too-large",
    "This file is larger than 40 MB. Save the picture smaller, or one frame of it, and try again.",
  );
}

/** The pictures beside a question that is being typed. */
export function useAttachments() {
  const [attachments, setAttachments] = useState<Attachment[]>([]);
  const [leftOut, setLeftOut] = useState(0);
  const count = useRef(0);
  count.current = attachments.length;

  const add = useCallback(async (name: string, send: () => Promise<ImageInfo>, known = false) => {
    if (count.current >= MOST_PICTURES) return null;
    count.current += 1;
    const key = crypto.randomUUID();
    const put = (change: Partial<Attachment>) =>
      setAttachments((now) =>
        now.map((each) => (each.key === key ? { ...each, ...change } : each)),
      );
    setAttachments((now) => [
      ...now,
      { key, name, state: "sending", info: null, error: null, known },
    ]);
    try {
      const info = await send();
      put({ state: "ready", info, name: info.name });
      return info;
    } catch (error) {
      put({ state: "failed", error: reasonOf(error) });
      return null;
    }
  }, []);

  const addFiles = useCallback(
    (files: Iterable<File>) => {
      const all = [...files];
      const taken = all.slice(0, Math.max(0, MOST_PICTURES - count.current));
      setLeftOut(all.length - taken.length);
      for (const file of taken) void add(file.name, () => send(file));
    },
    [add],
  );
  const addSample = useCallback(
    (name: string, title: string) => add(title, () => takeSample(name), true),
    [add],
  );
  const replace = useCallback((key: string, info: ImageInfo) => {
    setAttachments((now) => now.map((each) => (each.key === key ? { ...each, info } : each)));
  }, []);
  const restore = useCallback(
    (pictures: Picture[]) =>
      setAttachments(
        pictures.map(({ imageId, ...rest }) => ({
          key: imageId,
          name: rest.name,
          state: "ready",
          info: { id: imageId, origin: "", notes: [], ...rest },
          error: null,
          known: true,
        })),
      ),
    [],
  );

  return {
    attachments,
    addFiles,
    addSample,
    restore,
    /** Puts a changed picture in an attachment's place. */
    replace,
    remove: (key: string) => {
      setLeftOut(0);
      setAttachments((now) => now.filter((each) => each.key !== key));
    },
    clear: () => {
      setLeftOut(0);
      setAttachments([]);
    },
    /** Files given beyond the four that one question takes. */
    leftOut,
    pictures: attachments.flatMap((each) => (each.info === null ? [] : [pictureOf(each.info)])),
    sending: attachments.some((each) => each.state === "sending"),
  };
}

export type AttachmentsControl = ReturnType<typeof useAttachments>;
