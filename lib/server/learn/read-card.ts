import "server-only";
import { getCard } from "@/lib/knowledge/cards";
import type { Card } from "@/lib/knowledge/schema";

/** A knowledge card with its three depths, questions and sources, or null. Open to everybody. */
export function readCard(id: string): Card | null {
  return getCard(id);
}
