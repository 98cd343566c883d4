"use client";

import { ImagePlus } from "lucide-react";
import type { Starter } from "@/lib/client/start/starters";

/** First questions; one with a sample asks at once, one without waits for the person's picture. */
export function StarterList({
  starters,
  onStart,
}: {
  starters: Starter[];
  onStart: (starter: Starter) => void;
}) {
  return (
    <section aria-labelledby="starters" className="grid gap-2">
      <h2 id="starters" className="text-label font-medium">
        Start with
      </h2>
      <ul className="grid gap-2 sm:grid-cols-3">
        {starters.map((starter) => (
          <li key={starter.question}>
            <button
              type="button"
              onClick={() => onStart(starter)}
              className="flex size-full items-center gap-3 rounded-card border bg-panel p-3 text-left hover:border-accent sm:flex-col sm:items-start"
            >
              <span className="grid size-10 shrink-0 place-items-center overflow-hidden rounded-card bg-raised text-quiet">
                {starter.sample === null ? (
                  <ImagePlus className="size-5" aria-hidden="true" />
                ) : (
                  <img src={starter.sample.thumbnail} alt="" className="size-full object-cover" />
                )}
              </span>
              <span className="min-w-0">
                <span className="block">{starter.question}</span>
                <span className="block text-label text-quiet">{starter.about}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
