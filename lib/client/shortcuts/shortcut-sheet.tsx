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
      className="max-h-[calc(100dvh-32px)] overflow-y-auto"
    >
      <Keys label="While you do not type" rows={SHORTCUTS} faint={off} />
      <label className="mt-2 flex min-h-9 items-center gap-2 text-label">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={!off}
          onChange={(event) => onOff(!event.target.checked)}
        />
        Single keys do this
      </label>
      <Keys label="Everywhere" rows={ALWAYS} />
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
