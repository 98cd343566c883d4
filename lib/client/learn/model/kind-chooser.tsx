import clsx from "clsx";
import Link from "next/link";
import { modelHref } from "@/lib/client/learn/model/model-link";
import type { ModelFacts } from "@/lib/contracts/model-facts";

/** The kinds of picture as links; the one that is open is marked. */
export function KindChooser({ kinds, open }: { kinds: ModelFacts["kinds"]; open: string | null }) {
  const all = [{ id: null, name: "All kinds" }, ...kinds];
  return (
    <nav aria-label="Kind of picture" className="flex flex-wrap gap-1">
      {all.map(({ id, name }) => (
        <Link
          key={name}
          href={modelHref(id)}
          aria-current={open === id ? "page" : undefined}
          className={clsx(
            "flex min-h-9 pointer-coarse:min-h-10 items-center rounded-card border px-3 text-label",
            open === id ? "bg-raised font-medium" : "text-quiet hover:bg-raised hover:text-text",
          )}
        >
          <span className="inline-block first-letter:uppercase">{name}</span>
        </Link>
      ))}
    </nav>
  );
}

/** What it can do with each kind of picture, in a line each. */
export function KindOverview({ kinds }: { kinds: ModelFacts["kinds"] }) {
  return (
    <ul className="grid border-t">
      {kinds.map(({ id, name, labels, phrases }) => (
        <li key={id} className="border-b">
          <Link href={modelHref(id)} className="grid rounded-card py-2 hover:bg-raised">
            <span className="inline-block font-medium first-letter:uppercase">{name}</span>
            <span className="text-label text-quiet">
              {labels.length === 0 && phrases.length === 0
                ? "It knows the kind of picture and nothing more."
                : [
                    ...(labels.length === 0 ? [] : [`Labels: ${labels.join(", ")}.`]),
                    ...(phrases.length === 0 ? [] : [`Looks for: ${phrases.join(", ")}.`]),
                  ].join(" ")}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
