"use client";

import { useAction } from "@/lib/client/shell/use-action";
import { Button } from "@/lib/client/ui/button";
import type { LinkInfo } from "@/lib/contracts/share";

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** Links that lead somewhere now, each with a button that ends it. */
export function LinkList({
  links,
  titles = false,
  onTakeBack,
}: {
  links: LinkInfo[];
  /** Say which chat each leads into. */
  titles?: boolean;
  onTakeBack: (id: string) => Promise<void>;
}) {
  const { busy, error, run } = useAction();
  return (
    <>
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
      <ul className="grid gap-2">
        {links.map((link) => (
          <li
            key={link.id}
            className="flex items-center justify-between gap-3 rounded-card border px-3 py-2"
          >
            <span className="min-w-0 text-label">
              {titles && <span className="block truncate text-body">{link.chatTitle}</span>}
              <span className="block">
                Ends {day.format(new Date(link.expiresAt))},{" "}
                {link.pictures ? "with pictures" : "without pictures"}
              </span>
              <span className="block text-quiet">Made {day.format(new Date(link.createdAt))}</span>
            </span>
            <Button disabled={busy} onClick={() => void run(() => onTakeBack(link.id))}>
              Take back
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
