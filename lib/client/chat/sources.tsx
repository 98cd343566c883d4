import { SourceChip } from "@/lib/client/chat/chip";
import { cardName } from "@/lib/client/chat/message-marks";

/** The cards an answer took its facts from, together at its end. */
export function Sources({ cards, titles }: { cards: string[]; titles: Map<string, string> }) {
  if (cards.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-1 text-label text-quiet">
      {cards.length === 1 ? "Source" : "Sources"}
      {cards.map((id) => (
        <SourceChip key={id} id={id} name={cardName(id, titles)} />
      ))}
    </p>
  );
}
