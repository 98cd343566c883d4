import { Bar } from "@/lib/client/ui/progress-line";
import type { StorageUse } from "@/lib/contracts/storage";

const megabytes = (bytes: number) => {
  const value = bytes / 1_048_576;
  return value.toLocaleString("en-GB", { maximumFractionDigits: value < 10 ? 1 : 0 });
};

/** How full a quota is, as a bar with its words. */
function Meter({ label, used, most, words }: Record<"label" | "words", string> & Amount) {
  const full = used / most >= 0.9;
  return (
    <div className="grid gap-1">
      <p className="flex justify-between gap-3 text-label">
        <span>{label}</span>
        <span className={full ? "text-caution" : "text-quiet"}>{words}</span>
      </p>
      <Bar label={label} value={Math.min(used, most)} most={most} />
    </div>
  );
}

type Amount = { used: number; most: number };

/** What of one's quota is used, and how to get some of it back. */
export function StorageMeter({ use }: { use: StorageUse }) {
  const { pictures, mostPictures, bytes, mostBytes } = use;
  const count = (number: number) => number.toLocaleString("en-GB");
  return (
    <section aria-labelledby="storage" className="grid gap-2">
      <h2 id="storage" className="text-heading font-semibold">
        Room for pictures
      </h2>
      <Meter
        label="Pictures"
        used={pictures}
        most={mostPictures}
        words={`${count(pictures)} of ${count(mostPictures)}`}
      />
      <Meter
        label="Size"
        used={bytes}
        most={mostBytes}
        words={`${megabytes(bytes)} of ${megabytes(mostBytes)} MB`}
      />
      <p className="text-quiet">
        A deleted chat gives the room of its pictures back, ten seconds later. Pictures are kept as
        PNG, so they may be larger than the files you brought.
      </p>
    </section>
  );
}
