import Link from "next/link";
import { count } from "@/lib/client/learn/model/figure-words";
import { ModelLink } from "@/lib/client/learn/model/model-link";
import { StateMark } from "@/lib/client/ui/state-marks";
import { ofHundred } from "@/lib/contracts/reading/of-hundred";
import { shownProbability } from "@/lib/contracts/shown-probability";
import type { DiagnoseResult } from "@/lib/contracts/tools";

const SHOWN = 3;

/** What the label set says of the picture: its population, its most probable labels. */
export function ReadingPanel({ reading }: { reading: DiagnoseResult }) {
  if (reading.outcome === "unusable") return null;
  if (reading.outcome === "not-applicable")
    return (
      <div className="flex gap-3 rounded-card border px-3 py-3 text-label">
        <StateMark kind="could-not" className="text-caution" />
        <p>
          <span className="font-medium">No label set fits.</span> {reading.reason}
        </p>
      </div>
    );
  return (
    <section aria-label="Label" className="rounded-card border px-3 py-3 text-label">
      <h3 className="text-quiet">
        Label by the <span className="text-text">{reading.setName}</span> set
      </h3>
      <p className="text-quiet">
        Holds for {reading.population}, {reading.view}.
      </p>
      <ul className="mt-2 grid gap-1">
        {reading.labels.slice(0, SHOWN).map(({ label, probability, card }) => (
          <li key={label} className="grid grid-cols-[3.25rem_minmax(0,1fr)] items-center gap-x-2">
            <span className="numbers text-right">{shownProbability(probability)}</span>
            <span className="relative overflow-hidden rounded-mark bg-raised px-2 py-0.5">
              <span
                aria-hidden="true"
                className="absolute inset-y-0 left-0 bg-accent/20"
                style={{ width: `${Math.round(probability * 100)}%` }}
              />
              <Link href={`/cards/${card}`} className="relative hover:text-accent hover:underline">
                {label}
              </Link>
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-quiet">
        A label is the most probable of the {reading.labels.length} this set knows. It rules nothing
        in or out.
        {reading.tested !== undefined &&
          ` On ${count(reading.tested.n)} test pictures it was right in ${ofHundred(reading.tested.right)}.`}{" "}
        <ModelLink modality={reading.modality.id}>How often each label is right</ModelLink>
      </p>
    </section>
  );
}
