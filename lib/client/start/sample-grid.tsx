"use client";

import type { SampleInfo } from "@/lib/contracts/api";

/** The sample pictures, large; each becomes the picture of the next question. */
export function SampleGrid({
  samples,
  onTake,
}: {
  samples: SampleInfo[];
  onTake: (sample: SampleInfo) => void;
}) {
  if (samples.length === 0) return null;
  return (
    <section aria-labelledby="samples" className="grid gap-2">
      <h2 id="samples" className="text-label font-medium">
        Or take a sample
      </h2>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        {samples.map((sample) => (
          <li key={sample.name}>
            <button
              type="button"
              onClick={() => onTake(sample)}
              className="group block w-full overflow-hidden rounded-card border bg-panel text-left hover:border-accent"
            >
              <span className="block aspect-[4/3] bg-surround">
                <img
                  src={sample.thumbnail}
                  alt=""
                  loading="lazy"
                  className="size-full object-contain"
                />
              </span>
              <span className="block px-3 py-2">
                <span className="block text-label font-medium">{sample.title}</span>
                <span
                  className="block truncate text-label text-quiet"
                  title={`${sample.source}, ${sample.licence}`}
                >
                  {sample.licence}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
