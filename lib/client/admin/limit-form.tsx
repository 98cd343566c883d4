"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { countWords } from "@/lib/client/admin/figures";
import { limitWords } from "@/lib/client/admin/limit-words";
import { changeLimit } from "@/lib/client/api/admin";
import { useAction } from "@/lib/client/shell/use-action";
import { Button } from "@/lib/client/ui/button";
import { useToast } from "@/lib/client/ui/toasts";
import type { LimitRow } from "@/lib/contracts/admin";

const NEWS_MS = 6_000;

/** A limit's number, to be changed or set back to its default. */
export function LimitForm({ limit }: { limit: LimitRow }) {
  const { name, value, fallback, least, most, changedAt } = limit;
  const [text, setText] = useState(String(value));
  const { busy, error, run } = useAction();
  const router = useRouter();
  const toast = useToast();
  const what = limitWords(name);
  const change = async (next: number | null) => {
    await run(async () => {
      await changeLimit(name, next);
      setText(String(next ?? fallback));
      toast({ words: `${what}: ${countWords(next ?? fallback)} from now on.`, ms: NEWS_MS });
      router.refresh();
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void change(Number(text));
  };
  return (
    <form className="grid justify-items-end gap-1 font-sans" onSubmit={submit}>
      <span className="flex flex-wrap justify-end gap-1">
        <input
          aria-label={what}
          type="number"
          inputMode="numeric"
          required
          {...{ min: least, max: most, step: 1 }}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="numbers min-h-9 pointer-coarse:min-h-10 w-24 rounded-card border bg-panel px-2 text-right text-label"
        />
        <Button type="submit" disabled={busy || text === String(value)}>
          Set
        </Button>
        {changedAt !== null && (
          <Button
            look="quiet"
            disabled={busy}
            aria-label={`Back to ${fallback}: ${what}`}
            onClick={() => void change(null)}
          >
            Back to {countWords(fallback)}
          </Button>
        )}
      </span>
      {error !== null && (
        <span role="alert" className="text-danger">
          {error}
        </span>
      )}
    </form>
  );
}
