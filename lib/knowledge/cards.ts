import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Audience } from "@/lib/contracts/audience";
import { parseCard } from "@/lib/knowledge/parse";
import type { Card, CardSection } from "@/lib/knowledge/schema";

/** A card's section in one reader's words, ready to be placed in an answer. */
export type Passage = { text: string; card: Card; title: string };

/**
 * The folder of the cards, found upwards from the working folder and, where the code is not
 * bundled, from this file.
 * @throws Error when neither leads to it.
 */
function cardsFolder(): string {
  const here = import.meta.url;
  const starts = [process.cwd(), ...(here?.startsWith("file:") ? [fileURLToPath(here)] : [])];
  for (const start of starts) {
    for (let folder = start; ; folder = path.dirname(folder)) {
      const candidate = path.join(/* turbopackIgnore: true */ folder, "lib", "knowledge", "cards");
      if (existsSync(candidate)) return candidate;
      if (path.dirname(folder) === folder) break;
    }
  }
  throw new Error("The folder lib/knowledge/cards was not found.");
}

function readCards(): ReadonlyMap<string, Card> {
  const folder = cardsFolder();
  const cards = new Map<string, Card>();
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .sort()) {
    try {
      const card = parseCard(
        readFileSync(path.join(/* turbopackIgnore: true */ folder, file), "utf8"),
      );
      if (`${card.id}.md` !== file) throw new Error(`id is "${card.id}"`);
      cards.set(card.id, card);
    } catch (error) {
      throw new Error(`Card ${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return cards;
}

let cached: ReadonlyMap<string, Card> | null = null;

function cardsById(): ReadonlyMap<string, Card> {
  cached ??= readCards();
  return cached;
}

/** Every card, by id. Read from disk and checked once a process. */
export function allCards(): Card[] {
  return [...cardsById().values()];
}

/** The card with this id, or null. */
export function getCard(id: string): Card | null {
  return cardsById().get(id) ?? null;
}

/** The text of one section for one reader, or null where the card has no such section. */
export function sectionText(card: Card, section: CardSection, audience: Audience): string | null {
  if (section !== "ask") return card[section]?.[audience] ?? null;
  const opening =
    audience === "patient" ? "Questions to ask the doctor:" : "Questions that a patient may ask:";
  return `${opening} ${card.ask.join(" ")}`;
}

/** A card's passage for one reader, or null when there is no such card or section. */
export function passage(cardId: string, section: CardSection, audience: Audience): Passage | null {
  const card = getCard(cardId);
  const text = card === null ? null : sectionText(card, section, audience);
  return card === null || text === null ? null : { text, card, title: card.title };
}
