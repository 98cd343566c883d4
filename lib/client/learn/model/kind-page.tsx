import { FailureList } from "@/lib/client/learn/model/failure-list";
import { PhraseBlock } from "@/lib/client/learn/model/phrase-block";
import { SetBlock } from "@/lib/client/learn/model/set-block";
import type { KindFacts } from "@/lib/contracts/model-facts";

/** What was measured for one kind of picture. */
export function KindPage({ kind, general }: { kind: KindFacts; general: string[] | null }) {
  return (
    <>
      {kind.sets.map((set) => (
        <SetBlock key={set.id} set={set} />
      ))}
      {kind.sets.length === 0 && (
        <section className="grid gap-2">
          <h2 className="text-heading font-semibold">Labels</h2>
          <p>It gives no label for this kind of picture: it was not trained to.</p>
        </section>
      )}
      <section className="grid gap-6 border-t pt-6">
        <div className="grid gap-2">
          <h2 className="text-heading font-semibold">Looking for something</h2>
          <p>
            {kind.phrases.length === 0
              ? "It can look for nothing in this kind of picture."
              : "It can look for these things and for nothing else. Finding none does not mean there is none."}
          </p>
        </div>
        {kind.phrases.map((facts) => (
          <PhraseBlock key={facts.phrase} facts={facts} />
        ))}
      </section>
      <section className="grid gap-3 border-t pt-6">
        <h2 className="text-heading font-semibold">Known failures and data shortcuts</h2>
        <p>
          A shortcut is a trait of the training pictures, such as their camera, by which it can
          guess right for the wrong reason.
        </p>
        <FailureList failures={kind.failures} where={`for ${kind.name}`} />
        {general !== null && general.length > 0 && (
          <>
            <h3 className="pt-1 font-medium">In every kind of picture</h3>
            <FailureList failures={general} where="" />
          </>
        )}
      </section>
    </>
  );
}
