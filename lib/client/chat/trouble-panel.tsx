"use client";

import Link from "next/link";
import type { Trouble } from "@/lib/client/chat/trouble";
import { StateLine } from "@/lib/client/chat/turn-state";
import { Button, buttonClass } from "@/lib/client/ui/button";

/** What went wrong on the way to the server, that the question is kept, and what to do. */
export function TroublePanel({ trouble, onResume }: { trouble: Trouble; onResume: () => void }) {
  return (
    <div className="mb-2 rounded-card border bg-panel p-3" role="alert">
      <StateLine
        mark="error"
        tone="text-danger"
        action={
          trouble.code === "guest-allowance" ? (
            <Link href="/sign-up" className={buttonClass("accent")}>
              Make an account
            </Link>
          ) : (
            trouble.kind === "lost" && <Button onClick={onResume}>Try again</Button>
          )
        }
      >
        {trouble.message} {trouble.kind === "not-sent" && "Your question is kept below. "}
        <span className="text-quiet">
          Code <span className="numbers">{trouble.code}</span>
        </span>
      </StateLine>
    </div>
  );
}
