"use client";

import { createContext, useContext } from "react";

/** The column that a conversation scrolls in. */
export type Scroller = {
  element: () => HTMLElement | null;
  /** Stops following the newest words, so that another place can be shown. */
  release: () => void;
};

export const ScrollerContext = createContext<Scroller>({
  element: () => null,
  release: () => undefined,
});

/** The column that this part of a conversation scrolls in. */
export const useScroller = (): Scroller => useContext(ScrollerContext);
