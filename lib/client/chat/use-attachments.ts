"use client";

import { useCallback, useRef, useState } from "react";
import { ApiError } from "@/lib/client/api/http";
import { takeSample, uploadImage } from "@/lib/client/api/images";
import type { Picture } from "@/lib/client/viewer/picture-pane";
import type { ImageInfo } from "@/lib/contracts/api";

/** Pictures that one question may carry. */
export const MOST_PICTURES = 4;

/** A picture on its way to the server, there, or refused with the reason. */
export type Attachment = {
  key: string;
  name: string;
  state: "sending" | "ready" | "failed";
  info: ImageInfo | null;
  error: string | null;
};

export const pictureOf = (info: ImageInfo): Picture => ({
  imageId: info.id,
  name: info.name,
  width: info.width,
  height: info.height,
});

const reasonOf = (error: unknown) =>
  error instanceof ApiError ? error.message : "The picture could not be sent. Try again.";

/** The pictures beside a question that is being typed. */
export function useAttachments() {
  const [attachments, setAttachments] = useState<Attachment[]>([]);
  const count = useRef(0);
  count.current = attachments.length;

  const add = useCallback(async (name: string, send: () => Promise<ImageInfo>) => {
    if (count.current >= MOST_PICTURES) return null;
    count.current += 1;
    const key = crypto.randomUUID();
    const put = (change: Partial<Attachment>) =>
      setAttachments((now) =>
        now.map((each) => (each.key === key ? { ...each, ...change } : each)),
      );
    setAttachments((now) => [...now, { key, name, state: "sending", info: null, error: null }]);
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
      for (const file of files) void add(file.name, () => uploadImage(file));
    },
    [add],
  );
  const addSample = useCallback(
    (name: string, title: string) => add(title, () => takeSample(name)),
    [add],
  );
  const restore = useCallback(
    (pictures: Picture[]) =>
      setAttachments(
        pictures.map(({ imageId, ...rest }) => ({
          key: imageId,
          name: rest.name,
          state: "ready",
          info: { id: imageId, origin: "", notes: [], ...rest },
          error: null,
        })),
      ),
    [],
  );

  return {
    attachments,
    addFiles,
    addSample,
    restore,
    remove: (key: string) => setAttachments((now) => now.filter((each) => each.key !== key)),
    clear: () => setAttachments([]),
    pictures: attachments.flatMap((each) => (each.info === null ? [] : [pictureOf(each.info)])),
    sending: attachments.some((each) => each.state === "sending"),
  };
}

export type AttachmentsControl = ReturnType<typeof useAttachments>;
