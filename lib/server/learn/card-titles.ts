import "server-only";
import { allCards } from "@/lib/knowledge/cards";

/** The title of every knowledge card, by card id. */
export function cardTitles(): Record<string, string> {
  return Object.fromEntries(allCards().map((card) => [card.id, card.title]));
}
