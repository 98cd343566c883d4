"use client";

import { BookOpen, ScanSearch, Tags } from "lucide-react";
import { useState } from "react";
import { ModelLink } from "@/lib/client/learn/model/model-link";
import { stepModality, type ToolPart, toolWords } from "@/lib/contracts/reading/tool-words";

const ICONS = { "tool-ground": ScanSearch, "tool-diagnose": Tags, "tool-lookup": BookOpen };

/** One tool call in words; its record, as it was exchanged, only when asked for. */
export function ToolStep({ part }: { part: ToolPart }) {
  const [open, setOpen] = useState(false);
  const { verb, object, outcome } = toolWords(part);
  const modality = stepModality(part);
  const Icon = ICONS[part.type];
  const record = {
    tool: part.type.slice("tool-".length),
    input: part.input ?? null,
    output: part.state === "output-available" ? part.output : null,
  };
  return (
    <div className="min-w-0 flex-1" data-tool={record.tool}>
      <div className="relative flex flex-wrap items-start gap-x-2 pl-6">
        <Icon className="absolute top-0.5 left-0 size-4 text-quiet" aria-hidden="true" />
        <span className="min-w-0">
          {verb}
          {object !== null && (
            <>
              {" "}
              <em>{object}</em>
            </>
          )}
          {outcome !== null && `: ${outcome}`}
        </span>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="rounded-card text-quiet underline decoration-line underline-offset-2 hover:text-text"
        >
          {open ? "hide record" : "show record"}
        </button>
        {modality !== null && <ModelLink modality={modality} />}
      </div>
      {open && (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
          tabIndex={0}
          className="numbers mt-1 max-h-64 overflow-auto rounded-card bg-raised p-2 text-label"
        >
          {JSON.stringify(record, null, 2)}
        </pre>
      )}
    </div>
  );
}
