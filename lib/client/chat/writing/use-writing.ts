"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "@/lib/client/api/http";
import { blackOutPicture, lookAtPicture, untrimPicture } from "@/lib/client/api/images";
import type { AttachmentsControl } from "@/lib/client/chat/use-attachments";
import type { ImageInfo } from "@/lib/contracts/api";
import type { BlackOut } from "@/lib/contracts/look";
import type { Box } from "@/lib/geometry/box";
import type { Trim } from "@/lib/geometry/crop";

/**
 * What is known of the writing on one attached picture. `found` waits for a word of the person's;
 * `kept` and `covered` are that word.
 */
export type Seen = {
  state: "looking" | "covering" | "found" | "none" | "unknown" | "kept" | "covered";
  boxes: Box[];
  trimmed: Trim | null;
  /** Why the last thing asked for did not happen. */
  trouble: string | null;
};

const LOOKING: Seen = { state: "looking", boxes: [], trimmed: null, trouble: null };
/** Until then the question waits: it is sent when the person knows what stands on the picture. */
const WAITS: ReadonlySet<Seen["state"]> = new Set(["looking", "covering", "found"]);

const reasonOf = (error: unknown) =>
  error instanceof ApiError ? error.message : "That did not work. Try again.";

/** Looks for writing on each picture that is attached, and does what the person says of it. */
export function useWriting({ attachments, replace }: AttachmentsControl) {
  const [seen, setSeen] = useState<ReadonlyMap<string, Seen>>(new Map());
  const begun = useRef(new Set<string>());

  const put = useCallback((key: string, change: Partial<Seen>) => {
    setSeen((now) => new Map(now).set(key, { ...LOOKING, ...now.get(key), ...change }));
  }, []);

  /** Looks; `after` is the state where nothing is found. */
  const look = useCallback(
    async (key: string, id: string, trim: boolean, after: "none" | "covered" = "none") => {
      put(key, { state: "looking", trouble: null });
      try {
        const { image, trimmed, writing } = await lookAtPicture(id, trim);
        if (image.id !== id) replace(key, image);
        const state = writing.state === "none" ? after : writing.state;
        put(key, { state, boxes: writing.boxes, ...(trimmed === null ? {} : { trimmed }) });
      } catch (error) {
        put(key, { state: "unknown", boxes: [], trouble: reasonOf(error) });
      }
    },
    [put, replace],
  );

  useEffect(() => {
    for (const { key, info, known } of attachments) {
      if (known || info === null || begun.current.has(key)) continue;
      begun.current.add(key);
      void look(key, info.id, true);
    }
  }, [attachments, look]);

  const infoOf = (key: string): ImageInfo | null =>
    attachments.find((each) => each.key === key)?.info ?? null;

  const blackOut = async (key: string, cover: BlackOut): Promise<void> => {
    const info = infoOf(key);
    if (info === null) return;
    const before = seen.get(key)?.state ?? "none";
    put(key, { state: "covering", trouble: null });
    try {
      const covered = await blackOutPicture(info.id, cover);
      replace(key, covered);
      // The full picture is gone with the writing on it: a trim can't be undone any more.
      put(key, { trimmed: null });
      await look(key, covered.id, false, "covered");
    } catch (error) {
      put(key, { state: before, trouble: reasonOf(error) });
    }
  };

  const untrim = async (key: string): Promise<void> => {
    const info = infoOf(key);
    if (info === null) return;
    try {
      const full = await untrimPicture(info.id);
      replace(key, full);
      put(key, { trimmed: null });
      await look(key, full.id, false);
    } catch (error) {
      put(key, { trouble: reasonOf(error) });
    }
  };

  const stateOf = (key: string, known: boolean) =>
    seen.get(key)?.state ?? (known ? "none" : "looking");
  const there = attachments.filter(({ info }) => info !== null);
  return {
    of: (key: string): Seen | null => seen.get(key) ?? null,
    /** A picture is being looked at, or writing on one waits for a word. */
    waits: there.some(({ key, known }) => WAITS.has(stateOf(key, known))),
    undecided: there.some(({ key, known }) => stateOf(key, known) === "found"),
    lookAgain: (key: string) => void look(key, infoOf(key)?.id ?? "", false),
    keep: (key: string) => put(key, { state: "kept", trouble: null }),
    blackOut: (key: string, cover: BlackOut) => void blackOut(key, cover),
    untrim: (key: string) => void untrim(key),
  };
}

export type WritingControl = ReturnType<typeof useWriting>;
