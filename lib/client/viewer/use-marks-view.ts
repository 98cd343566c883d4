"use client";

import { useState } from "react";
import type { PlacedMark } from "@/lib/contracts/reading/message-marks";

/** Which picture and whose marks the pane shows, and which mark is lit. */
export type MarksView = {
  /** Chosen by the person; null follows the conversation. */
  imageId: string | null;
  messageId: string | null;
  lit: number | null;
  sheetOpen: boolean;
};

const START: MarksView = { imageId: null, messageId: null, lit: null, sheetOpen: false };

/** The link between words and picture: a chip lights its box, a box its chip. */
export function useMarksView() {
  const [state, setState] = useState(START);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const key = (messageId: string, id: number) => `${messageId}:${id}`;

  return {
    ...state,
    hiddenIn: (messageId: string, marks: PlacedMark[]): ReadonlySet<number> =>
      new Set(marks.flatMap((mark) => (hidden.has(key(messageId, mark.id)) ? [mark.id] : []))),
    light: (messageId: string | null, lit: number | null) =>
      setState((now) => ({ ...now, lit, messageId: lit === null ? now.messageId : messageId })),
    /** A chip was pressed: show its picture and marks, and open the sheet where there is no pane. */
    goTo: (messageId: string, mark: PlacedMark) => {
      setHidden((now) => without(now, key(messageId, mark.id)));
      setState({ imageId: mark.imageId, messageId, lit: mark.id, sheetOpen: true });
    },
    showPicture: (imageId: string) =>
      setState((now) => ({ ...now, imageId, lit: null, sheetOpen: true })),
    /** A new question was asked: follow the conversation again. */
    follow: () => setState((now) => ({ ...START, sheetOpen: now.sheetOpen })),
    closeSheet: () => setState((now) => ({ ...now, sheetOpen: false })),
    toggle: (messageId: string, id: number) =>
      setHidden((now) => {
        const name = key(messageId, id);
        return now.has(name) ? without(now, name) : new Set([...now, name]);
      }),
    toggleAll: (messageId: string, marks: PlacedMark[]) =>
      setHidden((now) => {
        const names = marks.map((mark) => key(messageId, mark.id));
        const anyShown = names.some((name) => !now.has(name));
        return anyShown
          ? new Set([...now, ...names])
          : new Set([...now].filter((name) => !names.includes(name)));
      }),
  };
}

export type MarksViewControl = ReturnType<typeof useMarksView>;

function without(set: ReadonlySet<string>, name: string): ReadonlySet<string> {
  return new Set([...set].filter((each) => each !== name));
}
