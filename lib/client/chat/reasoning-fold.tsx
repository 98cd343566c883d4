"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { MarkChip, SourceChip } from "@/lib/client/chat/chip";
import { ToolStep } from "@/lib/client/chat/tool-step";
import type { Activity } from "@/lib/contracts/reading/activity";
import type { PlacedMark } from "@/lib/contracts/reading/message-marks";
import { EVIDENCE_WORDS, type Evidence } from "@/lib/contracts/reading/reasoning";

export type ReasoningFoldProps = {
  /** One line: what it does now, or what it did. */
  line: string;
  running: boolean;
  /** Null while the steps would tell a student the answer. */
  activities: Activity[] | null;
  marks: PlacedMark[];
  lit: number | null;
  onLight: (id: number | null) => void;
  onMark: (mark: PlacedMark) => void;
};

/** What the model did, under one line; open, step by step with what each rests on. */
export function ReasoningFold(props: ReasoningFoldProps) {
  const { line, running, activities } = props;
  const [open, setOpen] = useState(false);
  const words = (
    <span className={`min-w-0 truncate ${running ? "breathe" : ""}`}>
      {line}
      {running && "…"}
    </span>
  );
  if (activities === null || activities.length === 0)
    return <p className="flex min-h-9 items-center text-label text-quiet">{words}</p>;
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="-ml-1 flex min-h-9 pointer-coarse:min-h-10 max-w-full items-center gap-1 rounded-card pr-2 text-label text-quiet hover:text-text"
      >
        <ChevronRight
          aria-hidden="true"
          className={`size-4 shrink-0 transition-transform duration-150 ${open ? "rotate-90" : ""}`}
        />
        {words}
      </button>
      {open && (
        <ol className="mb-2 ml-1 grid gap-2 border-l pl-4 text-label fade-in">
          {activities.map((activity, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps only ever grow at the end
            <li key={index} className="flex gap-2">
              {activity.kind === "tool" ? (
                <ToolStep part={activity.part} />
              ) : (
                <>
                  <span className="numbers shrink-0 text-quiet">{activity.step.number}.</span>
                  <span className="min-w-0">
                    {activity.step.text}{" "}
                    <EvidenceChip evidence={activity.step.evidence} {...props} />
                  </span>
                </>
              )}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function EvidenceChip({
  evidence,
  marks,
  lit,
  onLight,
  onMark,
}: Omit<ReasoningFoldProps, "line" | "running" | "activities"> & { evidence: Evidence | null }) {
  if (evidence === null) return null;
  if (evidence.kind === "card") return <SourceChip id={evidence.id} />;
  if (evidence.kind === "boxes")
    return marks
      .filter((mark) => evidence.ids.includes(mark.id))
      .map((mark) => (
        <MarkChip
          key={mark.id}
          mark={mark}
          lit={lit === mark.id}
          onLight={onLight}
          onPress={onMark}
        />
      ));
  return (
    <span className="inline-block whitespace-nowrap rounded-card border px-1.5 text-quiet">
      {EVIDENCE_WORDS[evidence.kind]}
    </span>
  );
}
