"use client";

import { useEffect, useRef } from "react";
import type { Shortcut } from "@/lib/client/shortcuts/shortcuts";

export type Handlers = Partial<Record<Shortcut, () => void>>;

/** Whoever can do something, the newest on top. */
const stack: { current: Handlers }[] = [];

/** Does what a key stands for. @returns whether anybody could. */
export function runShortcut(shortcut: Shortcut): boolean {
  const handler = stack.findLast(({ current }) => current[shortcut] !== undefined);
  handler?.current[shortcut]?.();
  return handler !== undefined;
}

/** Says what the keys do here, as long as this is on the page. */
export function useShortcuts(handlers: Handlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    stack.push(latest);
    return () => {
      stack.splice(stack.indexOf(latest), 1);
    };
  }, []);
}
