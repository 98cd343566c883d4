import { FigureList } from "@/lib/client/learn/model/figure-list";
import { setSentence, sureSentence } from "@/lib/client/learn/model/figure-words";
import { LabelTable } from "@/lib/client/learn/model/label-table";
import { ReliabilityPlot } from "@/lib/client/learn/model/reliability-plot";
import type { SetFacts } from "@/lib/contracts/model-facts";

const F1_MEANS =
  "How well each label is found and how seldom it is given wrongly, each label counting the same. 1 is perfect.";

/** One label set: how often it is right, for whom it holds, and what its probabilities are worth. */
export function SetBlock({ set }: { set: SetFacts }) {
  const sure = sureSentence(set.bins);
  const tested = set.head.accuracy?.n ?? set.llm.accuracy?.n ?? null;
  return (
    <section aria-labelledby={`set-${set.id}`} className="grid gap-3">
      <h2 id={`set-${set.id}`} className="text-heading font-semibold">
        Labels for {set.name}
      </h2>
      <p>{setSentence(set)}</p>
      <p className="text-label text-quiet">
        It chooses one of {set.labels.length} labels. Anything else it cannot name.
      </p>
      <dl className="grid gap-2 text-label">
        <Fact name="Whom it holds for" text={set.population} />
        <Fact name="Which picture it needs" text={set.view} />
      </dl>
      <FigureList
        lines={[
          { name: "Test pictures", means: "Not used in training.", figure: tested },
          { name: "Training pictures", means: "What it learnt from.", figure: set.trained },
          {
            name: "Right labels, label tool",
            means: "Share of test pictures with the right label: the accuracy.",
            figure: set.head.accuracy,
          },
          { name: "Macro-F1, label tool", means: F1_MEANS, figure: set.head.macroF1 },
          {
            name: "Right labels, language model",
            means: "The same for what it writes without the tool's result.",
            figure: set.llm.accuracy,
          },
          { name: "Macro-F1, language model", means: F1_MEANS, figure: set.llm.macroF1 },
          ...(set.calibrationError === null
            ? []
            : [
                {
                  name: "Calibration error",
                  means:
                    "How far the probability lies from the share right, on average. 0 is best.",
                  figure: set.calibrationError,
                },
              ]),
        ]}
      />
      <h3 className="pt-2 font-medium">Each label</h3>
      <LabelTable labels={set.labels} of={set.name} />
      <h3 className="pt-2 font-medium">What its probability is worth</h3>
      {set.bins.length === 0 ? (
        <p className="text-label text-quiet">
          Not measured: there is no plot for these labels yet.
        </p>
      ) : (
        <>
          {sure !== null && <p>{sure}</p>}
          <ReliabilityPlot bins={set.bins} of={set.name} />
        </>
      )}
    </section>
  );
}

function Fact({ name, text }: { name: string; text: string }) {
  return (
    <div>
      <dt className="text-quiet">{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}
