"use client";

import { ALWAYS, SHORTCUTS } from "@/lib/client/shortcuts/shortcuts";
import { Button } from "@/lib/client/ui/button";
import { Overlay } from "@/lib/client/ui/dialog";

/** Which keys there are, and a switch for those that are single letters. */
export function ShortcutSheet({
  open,
  onOpenChange,
  off,
  onOff,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  off: boolean;
  onOff: (off: boolean) => void;
}) {
  return (
    <Overlay
      open={open}
      onOpenChange={onOpenChange}
      title="Keys"
      className="flex max-h-[calc(100dvh-32px)] flex-col sm:w-[min(46rem,calc(100vw-32px))]"
    >
      <div className="-mx-5 grid min-h-0 gap-x-8 overflow-y-auto px-5 pb-1 sm:grid-cols-2">
        <Keys label="While you do not type" rows={SHORTCUTS} faint={off} />
        <div>
          <Keys label="Everywhere" rows={ALWAYS} />
          <label className="mt-3 flex min-h-9 pointer-coarse:min-h-10 items-center gap-2 text-label">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={!off}
              onChange={(event) => onOff(!event.target.checked)}
            />
            Use single keys while I do not type
          </label>
        </div>
      </div>
      <div className="mt-4 flex justify-end">
        <Button onClick={() => onOpenChange(false)}>Close</Button>
      </div>
    </Overlay>
  );
}

function Keys({
  label,
  rows,
  faint = false,
}: {
  label: string;
  rows: readonly { shown: string; words: string }[];
  faint?: boolean;
}) {
  return (
    <section aria-label={label} className="mt-4">
      <h3 className="text-label text-quiet">{label}</h3>
      <dl className={`mt-1 text-label ${faint ? "line-through" : ""}`}>
        {rows.map(({ shown, words }) => (
          <div key={shown} className="flex items-center justify-between gap-4 border-b py-1">
            <dt>{words}</dt>
            <dd>
              <kbd className="numbers rounded-mark border bg-raised px-1.5 py-0.5">{shown}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
