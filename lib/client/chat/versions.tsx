"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef } from "react";
import { IconButton } from "@/lib/client/ui/button";

/** The way in which a person looks through versions. */
export type Side = "previous" | "next";

/** The versions of a message: which of them is shown, and how to turn to another. */
export type VersionsControl = {
  /** Ids of all versions, oldest first. */
  ids: string[];
  /** The button that brought this version here: the focus goes on from it. */
  cameBy: Side | null;
  onTurn: (id: string, side: Side) => void;
};

type VersionsProps = VersionsControl & { id: string; what: "question" | "answer" };

/** "2 / 3" with a way to the version before and behind, under a message that has several. */
export function Versions({ ids, id, what, cameBy, onTurn }: VersionsProps) {
  const group = useRef<HTMLDivElement>(null);
  const at = ids.indexOf(id);
  useEffect(() => {
    if (cameBy === null) return;
    const buttons = [...(group.current?.querySelectorAll("button") ?? [])];
    const wanted = cameBy === "previous" ? buttons : buttons.toReversed();
    wanted.find((button) => !button.disabled)?.focus();
  }, [cameBy]);
  if (at < 0 || ids.length < 2) return null;
  const step = (side: Side) => {
    const other = ids[side === "previous" ? at - 1 : at + 1];
    if (other !== undefined) onTurn(other, side);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields of a form
    <div
      ref={group}
      role="group"
      aria-label={`Version ${at + 1} of ${ids.length} of this ${what}`}
      className="flex items-center text-label text-quiet"
    >
      <IconButton
        label={`Previous version of the ${what}`}
        disabled={at === 0}
        onClick={() => step("previous")}
      >
        <ChevronLeft className="size-4" />
      </IconButton>
      <span className="numbers" aria-hidden="true">
        {at + 1} / {ids.length}
      </span>
      <IconButton
        label={`Next version of the ${what}`}
        disabled={at === ids.length - 1}
        onClick={() => step("next")}
      >
        <ChevronRight className="size-4" />
      </IconButton>
    </div>
  );
}
