"use client";

import { useCallback, useEffect, useState } from "react";
import { enterSignedOut } from "@/lib/client/account/enter";
import { endSession, listSessions } from "@/lib/client/api/account";
import { useAction } from "@/lib/client/shell/use-action";
import { Button } from "@/lib/client/ui/button";
import type { SessionInfo } from "@/lib/contracts/account";

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** Where this account is signed in, each with a button that signs it out. */
export function SessionList({ changes }: { changes: number }) {
  const [sessions, setSessions] = useState<SessionInfo[] | null>(null);
  const { busy, error, run } = useAction();
  const load = useCallback(async () => setSessions(await listSessions()), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change elsewhere asks for a new look
  useEffect(() => {
    load().catch(() => setSessions([]));
  }, [load, changes]);
  const end = async ({ id, current }: SessionInfo) => {
    const done = await run(async () => {
      await endSession(id);
      if (!current) await load();
    });
    if (done && current) enterSignedOut("/");
  };
  return (
    <section aria-labelledby="sessions" className="grid gap-2">
      <h2 id="sessions" className="text-heading font-semibold">
        Where you are signed in
      </h2>
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
      <ul className="grid gap-2">
        {(sessions ?? []).map((session) => (
          <li
            key={session.id}
            className="flex items-center justify-between gap-3 rounded-card border px-3 py-2"
          >
            <span className="min-w-0">
              <span className="block truncate">
                {session.current ? "This browser" : (session.agent ?? "A browser")}
              </span>
              <span className="block text-label text-quiet">
                Since {day.format(new Date(session.createdAt))}
                {session.address !== null && `, from ${session.address}`}
              </span>
            </span>
            <Button disabled={busy} onClick={() => void end(session)}>
              {session.current ? "Sign out here" : "Sign it out"}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
