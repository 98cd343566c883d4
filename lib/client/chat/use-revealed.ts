"use client";

import { useState } from "react";

const keyOf = (messageId: string) => `shown:${messageId}`;

function wasRevealed(messageId: string): boolean {
  try {
    return sessionStorage.getItem(keyOf(messageId)) !== null;
  } catch {
    return false;
  }
}

/** Which answers a student has chosen to see; kept for this tab. */
export function useRevealed() {
  const [revealed, setRevealed] = useState<ReadonlySet<string>>(new Set());
  return {
    isRevealed: (messageId: string) => revealed.has(messageId) || wasRevealed(messageId),
    reveal: (messageId: string) => {
      try {
        sessionStorage.setItem(keyOf(messageId), "1");
      } catch {
        // The choice still holds until the page is left.
      }
      setRevealed((now) => new Set([...now, messageId]));
    },
  };
}

export type RevealedControl = ReturnType<typeof useRevealed>;
