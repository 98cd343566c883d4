import { FailureList } from "@/lib/client/learn/model/failure-list";
import { FigureList } from "@/lib/client/learn/model/figure-list";
import { sureSentence } from "@/lib/client/learn/model/figure-words";
import { KindOverview } from "@/lib/client/learn/model/kind-chooser";
import { ReliabilityPlot } from "@/lib/client/learn/model/reliability-plot";
import type { ModelFacts } from "@/lib/contracts/model-facts";
import { ofHundred } from "@/lib/contracts/reading/of-hundred";

/** All kinds of picture together: what it can do, when it speaks at all, the means. */
export function Overview({ facts }: { facts: ModelFacts }) {
  const sure = sureSentence(facts.bins);
  const outside = facts.labelledOutside;
  return (
    <>
      <section className="grid gap-3">
        <h2 className="text-heading font-semibold">What it can do, by kind of picture</h2>
        <p>How well it does differs much from one kind to another. Choose yours.</p>
        <KindOverview kinds={facts.kinds} />
      </section>
      <section className="grid gap-3">
        <h2 className="text-heading font-semibold">When it speaks at all</h2>
        <p>
          {outside === null
            ? "How often it labels a picture that it was not made for was not measured."
            : `Of 100 medical pictures that it was not made for, it still labelled ${ofHundred(outside.value).replace(/ of 100$/, "")}.`}
        </p>
        <FigureList
          lines={[
            {
              name: "Labelled although not made for it",
              means: "Share of pictures of other people or body parts that got a label.",
              figure: outside,
            },
            {
              name: "Medical pictures refused",
              means: "Share taken for a picture that is not medical.",
              figure: facts.medicalRefused,
            },
            {
              name: "Other pictures refused",
              means: "Share of photographs, drawings and documents that it turned away.",
              figure: facts.nonMedicalRefused,
            },
          ]}
        />
      </section>
      <section className="grid gap-3">
        <h2 className="text-heading font-semibold">Labels, all kinds together</h2>
        <p>
          {sure ??
            "A mean over many kinds hides the weak ones. Look at the kind of your picture first."}
        </p>
        <FigureList
          lines={[
            {
              name: "Mean accuracy, label tool",
              means: "Share of right labels, the mean of the label sets.",
              figure: facts.head.accuracy,
            },
            {
              name: "Mean macro-F1, label tool",
              means: "Every label counts the same. 1 is perfect.",
              figure: facts.head.macroF1,
            },
            {
              name: "Mean macro-F1, language model",
              means: "The same for what it writes without the tool's result.",
              figure: facts.llm.macroF1,
            },
            {
              name: "Calibration error",
              means: "How far the probability lies from the share right, on average. 0 is best.",
              figure: facts.calibrationError,
            },
          ]}
        />
        {facts.bins.length > 0 && <ReliabilityPlot bins={facts.bins} of="all label sets" />}
      </section>
      <section className="grid gap-3">
        <h2 className="text-heading font-semibold">Known failures in every kind of picture</h2>
        <FailureList failures={facts.failures} where="for all kinds together" />
      </section>
    </>
  );
}
