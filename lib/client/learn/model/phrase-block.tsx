"use client";

import Link from "next/link";
import { useCardTitle } from "@/lib/client/learn/card-titles";
import { FigureList } from "@/lib/client/learn/model/figure-list";
import { phraseSentence, withArticle } from "@/lib/client/learn/model/figure-words";
import type { PhraseFacts } from "@/lib/contracts/model-facts";

/** One thing that can be looked for: how often it is missed, how well marks fit, false alarms. */
export function PhraseBlock({ facts }: { facts: PhraseFacts }) {
  const { phrase, missedCounts } = facts;
  return (
    <section aria-label={`Looking for ${phrase}`} className="grid gap-2">
      <h3 className="font-medium">
        {phrase}
        {facts.untested && (
          <span className="ml-2 rounded-mark bg-raised px-2 py-0.5 text-label font-normal text-caution">
            untested
          </span>
        )}
      </h3>
      <p>{phraseSentence(facts)}</p>
      {facts.card !== null && <CardLink id={facts.card} />}
      {!facts.untested && (
        <FigureList
          lines={[
            {
              name: "Test pictures",
              means: `Pictures with ${withArticle(phrase)}.`,
              figure: facts.n,
            },
            {
              name: "Missed",
              means:
                missedCounts === "pictures"
                  ? "Share of these pictures where it marked nothing."
                  : "Share of these things that no mark fitted.",
              figure: facts.missed,
            },
            {
              name: "False alarms",
              means: `Share of pictures without ${withArticle(phrase)} where it still marked one.`,
              figure: facts.falseAlarm,
            },
            {
              name: "Overlap",
              means:
                "How well the best mark covers the true place where there is one. 1 is a perfect fit.",
              figure: facts.overlap,
            },
            {
              name: "Marks that fit",
              means: "Share of pictures whose best mark overlaps the true place by half or more.",
              figure: facts.right,
            },
            {
              name: "F1",
              means:
                "Where there are several: found and wrongly marked in one number. 1 is perfect.",
              figure: facts.f1,
            },
            {
              name: "Threshold",
              means: "A mark scores at least this much, or it is not shown.",
              figure: facts.threshold,
            },
          ]}
        />
      )}
    </section>
  );
}

function CardLink({ id }: { id: string }) {
  const title = useCardTitle(id);
  return (
    <Link
      href={`/cards/${id}`}
      className="justify-self-start text-label underline decoration-line underline-offset-2 hover:text-accent"
    >
      Card: {title}
    </Link>
  );
}
