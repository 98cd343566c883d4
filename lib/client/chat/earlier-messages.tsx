"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { loadEarlier } from "@/lib/client/chat/load-chat";
import { useScroller } from "@/lib/client/chat/scroller";
import type { ChatSession } from "@/lib/client/chat/session";
import { Button } from "@/lib/client/ui/button";

/** The page before is read when its place is this near to what can be seen (CSS pixels). */
const AHEAD = 1500;
/** A chat opens at its end: until it stands there, its beginning is not looked for. */
const OPENING_MS = 800;

/**
 * The way to the messages before those held: read by themselves as one scrolls up, or by the
 * button. What is on the screen stays where it is.
 */
export function EarlierMessages({ session }: { session: ChatSession }) {
  const { element } = useScroller();
  const [state, setState] = useState<"idle" | "reading" | "failed">("idle");
  const place = useRef<HTMLDivElement>(null);
  const reading = useRef(false);
  const { before } = session;

  const read = useCallback(async () => {
    if (reading.current) return;
    reading.current = true;
    setState("reading");
    try {
      const scroller = element();
      // At the very top a browser does not hold its place when something comes above it.
      if (scroller !== null && scroller.scrollTop < 1) scroller.scrollTop = 1;
      await loadEarlier(session);
      setState("idle");
    } catch {
      setState("failed");
    } finally {
      reading.current = false;
    }
  }, [session, element]);

  useEffect(() => {
    const root = element();
    const target = place.current;
    if (before === null || root === null || target === null || state === "failed") return;
    let look: IntersectionObserver | null = null;
    const timer = setTimeout(() => {
      look = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && void read(), {
        root,
        rootMargin: `${AHEAD}px 0px 0px 0px`,
      });
      look.observe(target);
    }, OPENING_MS);
    return () => {
      clearTimeout(timer);
      look?.disconnect();
    };
  }, [before, state, element, read]);

  if (before === null) return null;
  return (
    // The browser holds its place by what is seen first: not by this, which stays at the top.
    <div
      ref={place}
      className="grid min-h-9 justify-items-center gap-1 text-label text-quiet [overflow-anchor:none]"
    >
      {state === "failed" && <p role="alert">The earlier messages could not be read.</p>}
      <Button look="quiet" disabled={state === "reading"} onClick={() => void read()}>
        {state === "reading"
          ? "Reading earlier messages…"
          : state === "failed"
            ? "Try again"
            : "Show earlier messages"}
      </Button>
    </div>
  );
}
