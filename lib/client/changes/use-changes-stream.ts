"use client";

import { useEffect } from "react";
import { tellChanges } from "@/lib/client/changes/changes-bus";
import { followChanges } from "@/lib/client/changes/follow-changes";

/** A tab that can't be seen keeps its connection this long; a browser has few for one server. */
const HIDDEN_MS = 10_000;

let again: (() => void) | null = null;

/** Tries to connect at once, where the stream waits: somebody has just become known here. */
export function hurryChanges(): void {
  again?.();
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      if (again === end) again = null;
      resolve();
    };
    const timer = setTimeout(end, ms);
    again = end;
  });

/** Keeps a connection for the changes of this person's chats while the tab can be seen. */
export function useChangesStream(): void {
  useEffect(() => {
    let open: AbortController | null = null;
    let hiding: ReturnType<typeof setTimeout> | undefined;
    const start = (): void => {
      clearTimeout(hiding);
      if (open !== null) return;
      open = new AbortController();
      void followChanges({ onChanges: tellChanges, signal: open.signal, pause });
    };
    const stop = (): void => {
      open?.abort();
      open = null;
      hurryChanges();
    };
    const onVisible = (): void => {
      if (document.visibilityState === "visible") start();
      else {
        clearTimeout(hiding);
        hiding = setTimeout(stop, HIDDEN_MS);
      }
    };
    onVisible();
    document.addEventListener("visibilitychange", onVisible);
    window.addEventListener("online", hurryChanges);
    return () => {
      document.removeEventListener("visibilitychange", onVisible);
      window.removeEventListener("online", hurryChanges);
      clearTimeout(hiding);
      stop();
    };
  }, []);
}
