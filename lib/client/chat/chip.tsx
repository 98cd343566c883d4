"use client";

import { BookOpen } from "lucide-react";
import Link from "next/link";
import { useCardTitle } from "@/lib/client/learn/card-titles";
import { MarkTag } from "@/lib/client/viewer/mark-tag";
import type { PlacedMark } from "@/lib/contracts/reading/message-marks";
import { placeWords } from "@/lib/contracts/reading/place-words";
import { strengthNumber } from "@/lib/contracts/reading/strength-words";

/** A mark's number in a sentence; it lights its box, and pressing it shows the box. */
export function MarkChip({
  mark,
  lit,
  onLight,
  onPress,
}: {
  mark: PlacedMark;
  lit: boolean;
  onLight: (id: number | null) => void;
  onPress: (mark: PlacedMark) => void;
}) {
  return (
    <button
      type="button"
      aria-label={`Mark ${mark.id}: ${placeWords(mark.label, mark.box)}, ${strengthNumber(mark)}`}
      title={`${placeWords(mark.label, mark.box)}, ${strengthNumber(mark)}`}
      className={`mx-0.5 inline-flex rounded-mark p-px align-baseline transition-shadow duration-150 ${
        lit ? "ring-2 ring-text" : ""
      }`}
      onPointerEnter={() => onLight(mark.id)}
      onPointerLeave={() => onLight(null)}
      onFocus={() => onLight(mark.id)}
      onBlur={() => onLight(null)}
      onClick={() => onPress(mark)}
    >
      <MarkTag id={mark.id} />
    </button>
  );
}

/** Where a passage comes from; opens the card. */
export function SourceChip({ id }: { id: string }) {
  const title = useCardTitle(id);
  return (
    <Link
      href={`/cards/${id}`}
      className="mx-0.5 inline-flex items-baseline gap-1 rounded-card border px-1.5 text-label text-quiet hover:border-accent hover:text-accent"
    >
      <BookOpen className="size-3.5 self-center" aria-hidden="true" />
      <span className="sr-only">Source: </span>
      {title}
    </Link>
  );
}
