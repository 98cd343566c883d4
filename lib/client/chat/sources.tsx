import { SourceChip } from "@/lib/client/chat/chip";

/** The cards an answer took its facts from, together at its end. */
export function Sources({ cards }: { cards: string[] }) {
  if (cards.length === 0) return null;
  return (
    <p className="flex flex-wrap items-baseline gap-1 text-label text-quiet">
      {cards.length === 1 ? "Source" : "Sources"}
      {cards.map((id) => (
        <SourceChip key={id} id={id} />
      ))}
    </p>
  );
}
