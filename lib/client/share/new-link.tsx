"use client";

import { Check, Copy } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/lib/client/ui/button";

/** A link that was made just now: the one time that it can be copied. */
export function NewLink({ address }: { address: string }) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const id = useId();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1 rounded-card bg-raised p-3">
      <label htmlFor={id} className="text-label font-medium">
        The link
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          readOnly
          value={address}
          onFocus={(event) => event.target.select()}
          className="numbers min-h-9 pointer-coarse:min-h-10 min-w-0 flex-1 rounded-card border bg-panel px-2 text-label"
        />
        <Button onClick={() => void copy()}>
          {copied === true ? (
            <Check className="size-4" aria-hidden="true" />
          ) : (
            <Copy className="size-4" aria-hidden="true" />
          )}
          {copied === true ? "Copied" : "Copy"}
        </Button>
      </div>
      <p role="status" className="text-label text-quiet">
        {copied === false
          ? "It could not be copied: select it and copy it by hand."
          : "Copy it now: nobody, this page included, can show it again."}
      </p>
    </div>
  );
}
