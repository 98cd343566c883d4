import type { Audience } from "@/lib/contracts/audience";
import { getCard, passage } from "@/lib/knowledge/cards";
import { cardSectionSchema } from "@/lib/knowledge/schema";

const SLOT = /^\[\[\s*([a-z0-9-]+)\s*\.\s*([a-z]+)\s*\]\]$/i;

/** The card and section of a slot `[[CARD.SECTION]]`, or null when the text is no slot. */
export function parseSlot(text: string): { card: string; section: string } | null {
  const [, card, section] = SLOT.exec(text.trim()) ?? [];
  if (card === undefined || section === undefined) return null;
  return { card: card.toLowerCase(), section: section.toLowerCase() };
}

/**
 * The passage of a slot with its source mark, for this reader, or null when the card is not
 * licensed this turn, or there is no such card or section. Cards on kinds of picture and on words
 * are always licensed: they say nothing about this picture.
 */
export function expandSlot(
  slot: { card: string; section: string },
  licensed: ReadonlySet<string>,
  audience: Audience,
): string | null {
  const section = cardSectionSchema.safeParse(slot.section);
  const card = getCard(slot.card);
  if (!section.success || card === null) return null;
  const free = card.kind === "modality" || card.kind === "word";
  if (!free && !licensed.has(card.id)) return null;
  const found = passage(card.id, section.data, audience);
  return found === null ? null : `${found.text} [card:${card.id}]`;
}
