import Link from "next/link";
import { FigureValue } from "@/lib/client/learn/model/figure-list";
import type { LabelFacts } from "@/lib/contracts/model-facts";

const COLUMNS = [
  {
    of: "sensitivity",
    name: "Sensitivity",
    means: "Of the pictures with this label, the share that got it.",
  },
  {
    of: "specificity",
    name: "Specificity",
    means: "Of the pictures with another label, the share that did not get it.",
  },
  {
    of: "predictive",
    name: "Predictive value",
    means:
      "Of the pictures that got this label, the share that has it. It holds for the mix of these test pictures and for no other.",
  },
] as const;

/** How each label of a set does against the others, and what the columns mean. */
export function LabelTable({ labels, of }: { labels: LabelFacts[]; of: string }) {
  return (
    <div className="grid gap-2 text-label">
      <table className="w-full text-left">
        <caption className="sr-only">Each label for {of}</caption>
        <thead className="text-quiet">
          <tr className="border-b">
            <th scope="col" className="py-1 pr-2 font-normal">
              Label
            </th>
            {COLUMNS.map(({ of: key, name }) => (
              <th scope="col" key={key} className="py-1 pl-2 text-right font-normal">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((one) => (
            <tr key={one.label} className="border-b align-top">
              <th scope="row" className="py-2 pr-2 font-normal hyphens-auto">
                <Link
                  href={`/cards/${one.card}`}
                  className="underline decoration-line underline-offset-2 hover:text-accent"
                >
                  {one.label}
                </Link>
                {one.sensitivity !== null && (
                  <span className="numbers block text-quiet">n {one.sensitivity.n}</span>
                )}
              </th>
              {COLUMNS.map(({ of: key }) => (
                <td key={key} className="py-2 pl-2 text-right">
                  <FigureValue figure={one[key]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="grid gap-1 text-quiet">
        {COLUMNS.map(({ of: key, name, means }) => (
          <div key={key}>
            <dt className="inline text-text">{name}.</dt> <dd className="inline">{means}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
