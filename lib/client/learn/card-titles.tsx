"use client";

import { createContext, type ReactNode, useContext } from "react";

const TitlesContext = createContext<Record<string, string>>({});

/** Gives the titles of the knowledge cards, by card id, to everything below. */
export function CardTitles({
  titles,
  children,
}: {
  titles: Record<string, string>;
  children: ReactNode;
}) {
  return <TitlesContext value={titles}>{children}</TitlesContext>;
}

/** A card's title; its id as words where there is no such card. */
export function useCardTitle(id: string): string {
  return useContext(TitlesContext)[id] ?? id.replaceAll("-", " ");
}
