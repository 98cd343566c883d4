import { splitWords } from "@/lib/client/learn/model/figure-words";
import { KindChooser } from "@/lib/client/learn/model/kind-chooser";
import { KindPage } from "@/lib/client/learn/model/kind-page";
import { kindWords } from "@/lib/client/learn/model/kind-words";
import { Overview } from "@/lib/client/learn/model/overview";
import { StandingLine } from "@/lib/client/ui/standing-line";
import type { ModelFacts } from "@/lib/contracts/model-facts";

const IS_NOT = [
  "It is not a medical device. No doctor has checked its answers.",
  "It sees one still picture, made small: no other slices, no earlier pictures, no history.",
  "A label such as normal means that the other labels of its list fitted worse. It rules nothing out.",
  "What it says about a disease comes from knowledge cards with sources, not from the model.",
];

/** How well the model does: for one kind of picture, or an overview of all. */
export function ModelScreen({ facts }: { facts: ModelFacts }) {
  const { kind } = facts;
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <article className="mx-auto grid w-full max-w-text gap-8 px-4 py-8">
        <header className="grid gap-3">
          <p className="text-label text-quiet">
            About the model {facts.name} {facts.version}
          </p>
          <h1 className="text-title font-semibold tracking-tight">
            {kind === null ? "How well it does" : `How well it does: ${kind.name}`}
          </h1>
          <p className="text-quiet">
            {(kind === null ? null : kindWords(kind.id)) ??
              "What it got right and wrong on pictures whose answer is known."}
          </p>
          <KindChooser kinds={facts.kinds} open={kind?.id ?? null} />
        </header>
        {kind === null ? (
          <Overview facts={facts} />
        ) : (
          <KindPage kind={kind} general={facts.failures} />
        )}
        <section className="grid gap-3 border-t pt-6">
          <h2 className="text-heading font-semibold">What it is not</h2>
          <ul className="list-disc space-y-1 pl-5 marker:text-quiet">
            {IS_NOT.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
        <HowMeasured facts={facts} />
        <StandingLine />
      </article>
    </main>
  );
}

function HowMeasured({ facts }: { facts: ModelFacts }) {
  return (
    <section className="grid gap-3 border-t pt-6">
      <h2 className="text-heading font-semibold">How it was measured</h2>
      <p>{splitWords(facts.split)}</p>
      {facts.measuredVersion !== null && (
        <p className="text-caution">
          The figures are of version {facts.measuredVersion}; this is {facts.version}.
        </p>
      )}
      <p className="text-label text-quiet">
        Two numbers under a figure are its 95 % interval: with other pictures of the same kind the
        figure would most likely lie between them. Whole patients are redrawn for it, not pictures,
        where the pictures say who they are of.
      </p>
      {facts.command === null ? (
        <p className="text-label text-quiet">The command is not recorded.</p>
      ) : (
        <>
          <p className="text-label text-quiet">The command that gives these figures again:</p>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
            tabIndex={0}
            className="numbers overflow-x-auto rounded-card bg-raised p-3 text-label"
          >
            {facts.command}
          </pre>
        </>
      )}
    </section>
  );
}
