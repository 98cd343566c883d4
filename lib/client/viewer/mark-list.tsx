"use client";

import { Eye, EyeOff, MessageCircleQuestion } from "lucide-react";
import { useState } from "react";
import { ModelLink } from "@/lib/client/learn/model/model-link";
import { Button, IconButton } from "@/lib/client/ui/button";
import { MarkTag } from "@/lib/client/viewer/mark-tag";
import type { PlacedMark } from "@/lib/contracts/reading/message-marks";
import { placeWords } from "@/lib/contracts/reading/place-words";
import { searchWords, strengthWords } from "@/lib/contracts/reading/strength-words";

const SHOWN_AT_FIRST = 8;

export type MarkListProps = {
  marks: PlacedMark[];
  hidden: ReadonlySet<number>;
  lit: number | null;
  onLight: (id: number | null) => void;
  onToggle: (id: number) => void;
  onToggleAll: () => void;
  onAsk: (mark: PlacedMark) => void;
};

/** The marks of an answer in words: where, how sure by test, shown or hidden, ask. */
export function MarkList(props: MarkListProps) {
  const { marks, hidden } = props;
  const [all, setAll] = useState(false);
  const shown = all ? marks : marks.slice(0, SHOWN_AT_FIRST);
  const anyShown = marks.some((mark) => !hidden.has(mark.id));
  return (
    <section aria-label="Marks" className="grid gap-1">
      <div className="flex items-center justify-between gap-2">
        <h2 className="text-label font-medium text-quiet">
          {marks.length === 1 ? "1 mark" : `${marks.length} marks`}
        </h2>
        {marks.length > 1 && (
          <Button look="quiet" onClick={props.onToggleAll}>
            {anyShown ? "Hide all" : "Show all"}
          </Button>
        )}
      </div>
      <ul className="grid gap-1">
        {shown.map((mark) => (
          <MarkRow key={mark.id} mark={mark} {...props} />
        ))}
      </ul>
      {marks.length > shown.length && (
        <Button look="quiet" className="justify-self-start" onClick={() => setAll(true)}>
          List all {marks.length}
        </Button>
      )}
      <Searches marks={marks} />
    </section>
  );
}

function MarkRow({
  mark,
  hidden,
  lit,
  onLight,
  onToggle,
  onAsk,
}: MarkListProps & { mark: PlacedMark }) {
  const isHidden = hidden.has(mark.id);
  return (
    <li
      className={`flex items-start gap-2 rounded-card px-2 py-1 ${lit === mark.id ? "bg-raised" : ""}`}
      onPointerEnter={() => onLight(mark.id)}
      onPointerLeave={() => onLight(null)}
      onFocus={() => onLight(mark.id)}
      onBlur={() => onLight(null)}
    >
      <span className="mt-2">
        <MarkTag id={mark.id} />
      </span>
      <span className="min-w-0 flex-1 py-1 text-label">
        <span className="block">{placeWords(mark.label, mark.box)}</span>
        <span className="block text-quiet">{strengthWords(mark)}</span>
      </span>
      <IconButton label={`Ask about mark ${mark.id}`} onClick={() => onAsk(mark)}>
        <MessageCircleQuestion className="size-4" />
      </IconButton>
      <IconButton
        label={`Mark ${mark.id} shown on the picture`}
        aria-pressed={!isHidden}
        onClick={() => onToggle(mark.id)}
      >
        {isHidden ? <EyeOff className="size-4" /> : <Eye className="size-4" />}
      </IconButton>
    </li>
  );
}

function Searches({ marks }: { marks: PlacedMark[] }) {
  const searches = new Map(marks.map((mark) => [`${mark.phrase}|${mark.modality}`, mark]));
  return [...searches].map(([key, { phrase, modality, strength }]) => (
    <p key={key} className="px-2 text-label text-quiet">
      {phrase}: {searchWords(phrase, strength) ?? "Untested."}{" "}
      <ModelLink modality={modality}>How well it looks</ModelLink>
    </p>
  ));
}
