"use client";

import { AUDIENCES, useAudience } from "@/lib/client/shell/audience-context";

/**
 * Asks on the first visit for whom the answers should be written.
 * @param section It is a section of a page among others, with a heading like theirs.
 */
export function AudienceChoice({ section = false }: { section?: boolean }) {
  const { audience, chosen, choose } = useAudience();
  return (
    <fieldset className="grid gap-2">
      <legend
        className={section ? "mb-2 text-heading font-semibold" : "mb-2 text-label font-medium"}
      >
        {chosen ? "Answers are written for a" : "Who are the answers for?"}
      </legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {AUDIENCES.map(({ value, label, hint }) => {
          const active = chosen && audience === value;
          return (
            <label
              key={value}
              className={`grid cursor-pointer gap-0.5 rounded-card border px-3 py-2 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent ${
                active ? "border-accent bg-panel" : "bg-panel hover:bg-raised"
              }`}
            >
              <input
                type="radio"
                name="audience"
                value={value}
                checked={active}
                onChange={() => choose(value)}
                className="sr-only"
              />
              <span className={active ? "font-medium text-accent" : "font-medium"}>{label}</span>
              <span className="text-label text-quiet">{hint}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
