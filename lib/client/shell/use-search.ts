"use client";

import { useCallback, useEffect, useState } from "react";
import { searchChats } from "@/lib/client/api/chats";
import { sentenceOf } from "@/lib/client/api/http";
import { SEARCH_LEAST, type SearchAnswer } from "@/lib/contracts/history";

/** Between the last key and the search. */
const PAUSE_MS = 150;

export type Search =
  | { state: "reading"; answer: SearchAnswer | null }
  | { state: "found"; answer: SearchAnswer }
  | { state: "failed"; why: string };

/** Whether that is enough to search for. */
export const isSearch = (words: string): boolean => words.trim().length >= SEARCH_LEAST;

/** Searches while somebody types; the last answer stays until the next one is there. */
export function useSearch(words: string): { search: Search; again: () => void } {
  const [search, setSearch] = useState<Search>({ state: "reading", answer: null });
  const [attempt, setAttempt] = useState(0);
  const again = useCallback(() => setAttempt((before) => before + 1), []);
  const asked = words.trim();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt searches anew
  useEffect(() => {
    const abort = new AbortController();
    setSearch((before) => ({
      state: "reading",
      answer: before.state === "failed" ? null : before.answer,
    }));
    const timer = setTimeout(() => {
      searchChats(asked, abort.signal).then(
        (answer) => setSearch({ state: "found", answer }),
        (error: unknown) => {
          if (abort.signal.aborted) return;
          setSearch({ state: "failed", why: sentenceOf(error, "The search did not work.") });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [asked, attempt]);
  return { search, again };
}
