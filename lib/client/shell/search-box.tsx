"use client";

import { Search, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { IconButton } from "@/lib/client/ui/button";
import { SEARCH_MOST } from "@/lib/contracts/history";

/** Said to every search box of the page by focusSearch. */
const WANTED = "evlf-search-wanted";

/** Puts the keyboard into the search box that can be seen, if one can. @returns whether one could. */
export function focusSearch(): boolean {
  return !window.dispatchEvent(new Event(WANTED, { cancelable: true }));
}

/** Where a search is typed; Ctrl K or ⌘ K goes there, Escape empties it. */
export function SearchBox({ words, onWords }: { words: string; onWords: (words: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onWanted = (event: Event) => {
      const box = input.current;
      if (box === null || box.offsetParent === null) return;
      event.preventDefault();
      box.focus();
      box.select();
    };
    window.addEventListener(WANTED, onWanted);
    return () => window.removeEventListener(WANTED, onWanted);
  }, []);
  return (
    <div className="mx-3 mb-2 flex items-center gap-2 rounded-card border border-edge pl-2 focus-within:border-accent">
      <Search className="size-4 shrink-0 text-quiet" aria-hidden="true" />
      <input
        ref={input}
        type="search"
        aria-label="Search chats"
        aria-keyshortcuts="Control+K Meta+K"
        placeholder="Search"
        autoComplete="off"
        maxLength={SEARCH_MOST}
        value={words}
        onChange={(event) => onWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || words === "") return;
          // In a drawer the same key would close that.
          event.stopPropagation();
          event.nativeEvent.stopImmediatePropagation();
          onWords("");
        }}
        className="min-h-9 pointer-coarse:min-h-10 min-w-0 flex-1 bg-transparent text-label outline-none placeholder:text-quiet [&::-webkit-search-cancel-button]:hidden"
      />
      {words === "" ? (
        <span
          aria-hidden="true"
          className="mr-2 shrink-0 text-label text-quiet [@media(hover:none)]:hidden"
        >
          Ctrl K
        </span>
      ) : (
        <IconButton
          label="Empty the search"
          onClick={() => {
            onWords("");
            input.current?.focus();
          }}
        >
          <X className="size-4" aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}
