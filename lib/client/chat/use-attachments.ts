"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "@/lib/client/api/http";
import { removePicture, takeSample } from "@/lib/client/api/images";
import {
  isPassing,
  type Sending,
  type SendNews,
  sendPicture,
} from "@/lib/client/chat/send-picture";
import type { Picture } from "@/lib/client/viewer/picture-pane";
import type { ImageInfo } from "@/lib/contracts/api";
import { nameAt } from "@/lib/contracts/picture-name";

/** Pictures that one question may carry. */
export const MOST_PICTURES = 4;
/** The largest file that the server takes. */
const MOST_BYTES = 40 * 1024 * 1024;

/** A picture on its way to the server, there, or refused with the reason. */
export type Attachment = {
  key: string;
  /**
   * While it is on its way or refused, the file's name, which stays in this page; of a picture that
   * is there its number or its title.
   */
  name: string;
  state: "sending" | "ready" | "failed";
  info: ImageInfo | null;
  error: string | null;
  /** How far it is on its way. */
  news?: SendNews;
  /** It failed for a reason that may pass: it can be sent again as it is. */
  passing?: boolean;
  /** A sample, or one that a question has shown: nobody looks for writing on it again. */
  known: boolean;
};

const pictureOf = (info: ImageInfo): Picture => ({
  imageId: info.id,
  name: info.name,
  width: info.width,
  height: info.height,
});

/** The first picture of a conversation, as its question has it. */
export const firstPictureOf = (info: ImageInfo): Picture =>
  pictureOf({ ...info, name: nameAt(info.name, 1) });

/** A picture that the server has, as it stands beside a question. */
const readyOf = (info: ImageInfo, known: boolean): Attachment => ({
  ...{ key: info.id, name: info.name, info, known },
  ...{ state: "ready", error: null },
});

/** What the server has of these. */
export const infosOf = (attachments: Attachment[]): ImageInfo[] =>
  attachments.flatMap(({ info }) => (info === null ? [] : [info]));

const reasonOf = (error: unknown) =>
  error instanceof ApiError ? error.message : "The picture could not be sent. Try again.";

/** Sends a file, unless it is larger than the server takes: then nothing of it leaves. */
async function send(file: File, sending: Sending): Promise<ImageInfo> {
  if (file.size <= MOST_BYTES) return await sendPicture(file, sending);
  throw new ApiError(
    413,
    "body-too-large",
    "This file is larger than 40 MB. Save the picture smaller, or one frame of it, and try again.",
  );
}

/** How a picture gets to the server, and the means to stop it. */
type Way = { send: (sending: Sending) => Promise<ImageInfo>; control: AbortController };

/** A picture that is there, called by its place. */
function named(each: Attachment, n: number): Attachment {
  if (each.info === null) return each;
  const name = nameAt(each.info.name, n);
  return { ...each, name, info: { ...each.info, name } };
}

/**
 * The pictures beside a question that is being typed.
 * @param before How many pictures the conversation has before them.
 */
export function useAttachments(before = 0) {
  const [attachments, setAttachments] = useState<Attachment[]>([]);
  const [leftOut, setLeftOut] = useState(0);
  const count = useRef(0);
  count.current = attachments.length;
  const latest = useRef(attachments);
  latest.current = attachments;

  const ways = useRef(new Map<string, Way>());
  useEffect(() => {
    const all = ways.current;
    // Nobody sees any more what becomes of them.
    return () => {
      for (const { control } of all.values()) control.abort();
    };
  }, []);

  /** Sends what the key stands for; the key is also the upload's number, however often it is sent. */
  const go = useCallback(async (key: string) => {
    const way = ways.current.get(key);
    if (way === undefined) return null;
    const { send, control } = way;
    const put = (change: Partial<Attachment>) =>
      setAttachments((now) =>
        now.map((each) => (each.key === key ? { ...each, ...change } : each)),
      );
    put({ state: "sending", error: null, passing: false });
    try {
      const { signal } = control;
      const info = await send({ uploadId: key, signal, onNews: (news) => put({ news }) });
      // Cancelled when it had just been stored.
      if (signal.aborted) void removePicture(info.id).catch(() => undefined);
      put({ state: "ready", info });
      return info;
    } catch (error) {
      put({ state: "failed", error: reasonOf(error), passing: isPassing(error) });
      return null;
    }
  }, []);
  const add = useCallback(
    async (name: string, send: Way["send"], known = false) => {
      if (count.current >= MOST_PICTURES) return null;
      count.current += 1;
      const key = crypto.randomUUID();
      ways.current.set(key, { send, control: new AbortController() });
      setAttachments((now) => [
        ...now,
        { key, name, state: "sending", info: null, error: null, known },
      ]);
      return await go(key);
    },
    [go],
  );

  const addFiles = useCallback(
    (files: Iterable<File>) => {
      const all = [...files];
      const taken = all.slice(0, Math.max(0, MOST_PICTURES - count.current));
      setLeftOut(all.length - taken.length);
      for (const file of taken) void add(file.name, (sending) => send(file, sending));
    },
    [add],
  );
  const addSample = useCallback(
    (name: string, title: string) => add(title, () => takeSample(name), true),
    [add],
  );
  const put = useCallback(
    (infos: ImageInfo[], known = false) =>
      setAttachments(infos.slice(0, MOST_PICTURES).map((info) => readyOf(info, known))),
    [],
  );
  const restore = useCallback(
    (pictures: Picture[]) =>
      put(
        pictures.map(({ imageId, ...rest }) => ({ id: imageId, origin: "", notes: [], ...rest })),
        true,
      ),
    [put],
  );
  /** Takes a picture out of the question: on its way it is cancelled, and else not kept. */
  const remove = useCallback((key: string) => {
    setLeftOut(0);
    ways.current.get(key)?.control.abort();
    const gone = latest.current.find((each) => each.key === key);
    if (gone?.info && !gone.known) void removePicture(gone.info.id).catch(() => undefined);
    setAttachments((now) => now.filter((each) => each.key !== key));
  }, []);
  const replace = useCallback((key: string, info: ImageInfo) => {
    setAttachments((now) => now.map((each) => (each.key === key ? { ...each, info } : each)));
  }, []);

  const shown = attachments.map((each, at) => named(each, before + at + 1));
  return {
    attachments: shown,
    addFiles,
    addSample,
    restore,
    put,
    /** Puts a changed picture in the place of another. */
    replace,
    /** Sends one again that failed for a reason that may pass. */
    again: (key: string) => void go(key),
    remove,
    clear: () => {
      setLeftOut(0);
      setAttachments([]);
    },
    /** Files given beyond the four that one question takes. */
    leftOut,
    pictures: shown.flatMap((each) => (each.info === null ? [] : [pictureOf(each.info)])),
    sending: attachments.some((each) => each.state === "sending"),
  };
}

export type AttachmentsControl = ReturnType<typeof useAttachments>;
