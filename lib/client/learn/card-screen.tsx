"use client";

import { useState } from "react";
import { AUDIENCES, useAudience } from "@/lib/client/shell/audience-context";
import { StandingLine } from "@/lib/client/ui/standing-line";
import type { Audience } from "@/lib/contracts/audience";

type Depths = Record<Audience, string>;

/** A knowledge card as the page needs it. */
export type CardContent = {
  title: string;
  aliases: string[];
  what: Depths;
  exam: Depths | null;
  words: Depths | null;
  ask: string[];
  sources: { title: string; publisher: string; year: string; url: string }[];
};

/** One knowledge card: its passages at a chosen depth, questions for the doctor, its sources. */
export function CardScreen({ card }: { card: CardContent }) {
  const { audience } = useAudience();
  const [chosen, setChosen] = useState<Audience | null>(null);
  const depth = chosen ?? audience;
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <article className="mx-auto grid w-full max-w-text gap-6 px-4 py-8">
        <header className="grid gap-2">
          <p className="text-label text-quiet">Knowledge card</p>
          <h1 className="text-title font-semibold tracking-tight">{card.title}</h1>
          <p className="text-label text-quiet">Also: {card.aliases.join(", ")}</p>
        </header>
        <fieldset
          aria-label="Depth"
          className="flex gap-1 justify-self-start rounded-card border p-1"
        >
          {AUDIENCES.map(({ value, label }) => (
            <button
              key={value}
              type="button"
              aria-pressed={depth === value}
              onClick={() => setChosen(value)}
              className={`min-h-9 pointer-coarse:min-h-10 rounded-card px-3 text-label ${
                depth === value ? "bg-raised font-medium" : "text-quiet hover:text-text"
              }`}
            >
              {label}
            </button>
          ))}
        </fieldset>
        <Section title="What it is" text={card.what[depth]} />
        {card.exam !== null && (
          <Section title="How the examination works" text={card.exam[depth]} />
        )}
        {card.words !== null && (
          <Section title="What the words in a report mean" text={card.words[depth]} />
        )}
        <section className="grid gap-2">
          <h2 className="text-heading font-semibold">
            {depth === "patient" ? "Questions to ask your doctor" : "Questions a patient may ask"}
          </h2>
          <ul className="list-disc space-y-1 pl-5 marker:text-quiet">
            {card.ask.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
        </section>
        <section className="grid gap-2 border-t pt-4">
          <h2 className="text-label font-medium">Sources</h2>
          <ul className="grid gap-1 text-label text-quiet">
            {card.sources.map((source) => (
              <li key={source.url}>
                <a
                  href={source.url}
                  rel="noreferrer"
                  target="_blank"
                  className="text-text underline decoration-line underline-offset-2 hover:text-accent"
                >
                  {source.title}
                </a>
                , {source.publisher}, {source.year}
              </li>
            ))}
          </ul>
        </section>
        <StandingLine />
      </article>
    </main>
  );
}

function Section({ title, text }: { title: string; text: string }) {
  return (
    <section className="grid gap-2">
      <h2 className="text-heading font-semibold">{title}</h2>
      <p>{text}</p>
    </section>
  );
}
