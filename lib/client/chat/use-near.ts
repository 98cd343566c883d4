"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useScroller } from "@/lib/client/chat/scroller";

/** Messages this far above and below what can be seen (CSS pixels) are drawn whole. */
const MARGIN = 900;

/** Which messages are near what can be seen, and how high the others were when they last were. */
export type Near = {
  isNear: (id: string) => boolean;
  /** Height in CSS pixels; undefined where the message was never drawn whole. */
  heightOf: (id: string) => number | undefined;
  /** For the element around a message; its `data-message` names it. */
  watch: (element: HTMLElement | null) => (() => void) | undefined;
};

/** Whether a person is at work in there: the keyboard or a selection would be lost with it. */
function isHeld(element: Element): boolean {
  if (element.contains(document.activeElement)) return true;
  const selection = document.getSelection();
  return selection !== null && !selection.isCollapsed && selection.containsNode(element, true);
}

type Seen = { id: string; near: boolean; height: number | null };

/** What an entry says of its message; null where that has to stay as it is. */
function stateOf({ target, isIntersecting, boundingClientRect }: IntersectionObserverEntry) {
  if (!(target instanceof HTMLElement) || (!isIntersecting && isHeld(target))) return null;
  const measured = !isIntersecting && target.dataset.whole === "true";
  return {
    id: target.dataset.message ?? "",
    near: isIntersecting,
    height: measured ? boundingClientRect.height : null,
  } satisfies Seen;
}

/**
 * Tells near messages from far ones, so that a long chat is a short document.
 * @param first Ids that count as near until they have been looked at.
 */
export function useNear(first: readonly string[]): Near {
  const { element: scroller } = useScroller();
  const [near, setNear] = useState<ReadonlyMap<string, boolean>>(new Map());
  const heights = useRef(new Map<string, number>());
  const watched = useRef(new Set<HTMLElement>());
  const observer = useRef<IntersectionObserver | null>(null);

  useEffect(() => {
    const root = scroller();
    if (root === null || typeof IntersectionObserver === "undefined") return;
    const look = new IntersectionObserver(
      (entries) => {
        const seen = entries.flatMap((entry) => stateOf(entry) ?? []);
        for (const { id, height } of seen) if (height !== null) heights.current.set(id, height);
        setNear((before) => {
          if (seen.every(({ id, near }) => before.get(id) === near)) return before;
          return new Map([...before, ...seen.map(({ id, near }) => [id, near] as const)]);
        });
      },
      { root, rootMargin: `${MARGIN}px 0px` },
    );
    observer.current = look;
    for (const element of watched.current) look.observe(element);
    return () => {
      observer.current = null;
      look.disconnect();
    };
  }, [scroller]);

  const watch = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    watched.current.add(element);
    observer.current?.observe(element);
    return () => {
      watched.current.delete(element);
      observer.current?.unobserve(element);
    };
  }, []);
  const known = typeof IntersectionObserver === "undefined";
  return {
    isNear: (id) => near.get(id) ?? (known || first.includes(id)),
    heightOf: (id) => heights.current.get(id),
    watch,
  };
}
