"use client";

import { useEffect, useLayoutEffect, useRef } from "react";
import { useScroller } from "@/lib/client/chat/scroller";

/**
 * Keeps what is on the screen where it is when messages come above it, in browsers that do not do
 * that themselves (CSS scroll anchoring).
 * @param first Id of the first message that is drawn.
 */
export function useHoldPlace(first: string | undefined): void {
  const { element } = useScroller();
  const before = useRef<{ first: string | undefined; height: number }>({ first, height: 0 });
  useLayoutEffect(() => {
    const scroller = element();
    if (scroller === null || before.current.first === first) return;
    const held = document.getElementById(`m-${before.current.first}`) !== null;
    if (held && !CSS.supports("overflow-anchor", "auto"))
      scroller.scrollTop += scroller.scrollHeight - before.current.height;
  }, [first, element]);
  useEffect(() => {
    before.current = { first, height: element()?.scrollHeight ?? 0 };
  });
}
