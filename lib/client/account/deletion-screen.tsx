"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { readDeletion } from "@/lib/client/api/exports";
import { ApiError } from "@/lib/client/api/http";
import { buttonClass } from "@/lib/client/ui/button";
import { PlainPage } from "@/lib/client/ui/plain-page";
import { ProgressLine } from "@/lib/client/ui/progress-line";
import type { DeletionJob, DeletionReport } from "@/lib/contracts/jobs";

const LOOK_MS = 1000;

type Looked = { job: DeletionJob | null; gone: boolean; failed: boolean };

/** Looks every second until the deletion has ended. */
function useDeletion(token: string): Looked {
  const [looked, setLooked] = useState<Looked>({ job: null, gone: false, failed: false });
  const over = looked.gone || looked.job?.state === "done";
  useEffect(() => {
    if (over) return;
    const look = async () => {
      try {
        const job = await readDeletion(token);
        setLooked({ job, gone: false, failed: false });
      } catch (error) {
        const gone = error instanceof ApiError && error.code === "not-found";
        setLooked((now) => ({ ...now, gone, failed: !gone }));
      }
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
  }, [token, over]);
  return looked;
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

function reportWords({ chats, pictures, left }: DeletionReport): string {
  const removed = `Removed: ${count(chats, "chat", "chats")}, ${count(pictures, "picture", "pictures")}, the account.`;
  return left === 0
    ? `${removed} No row of this server names it any more.`
    : `${removed} ${count(left, "row", "rows")} could not be removed: tell whoever runs this server.`;
}

/** The deletion of an account, for the browser that asked for it: how far it is, and its end. */
export function DeletionScreen({ token }: { token: string }) {
  const { job, gone, failed } = useDeletion(token);
  const start = (
    <Link href="/" className={buttonClass("accent")}>
      Go to the start
    </Link>
  );
  if (gone)
    return (
      <PlainPage mark="nothing" tone="text-quiet" title="Nothing is being deleted" actions={start}>
        There is no deletion under this address, or it ended over a week ago.
      </PlainPage>
    );
  if (job?.state === "done")
    return (
      <PlainPage mark="nothing" tone="text-good" title="The account is deleted" actions={start}>
        <span role="status">{job.report === null ? "" : reportWords(job.report)}</span>
      </PlainPage>
    );
  // Until the server has said so, nobody is told that an account goes.
  if (job === null && !failed)
    return (
      <main className="grid min-h-0 flex-1 place-items-center p-6">
        <p className="text-quiet">Asking the server how far the deletion is.</p>
      </main>
    );
  if (job === null)
    return (
      <PlainPage mark="error" tone="text-caution" title="The server does not answer" actions={null}>
        What was begun goes on. This page asks again every second.
      </PlainPage>
    );
  return (
    <main className="grid min-h-0 flex-1 place-items-center p-6">
      <div className="grid w-full max-w-[24rem] gap-3">
        <h1 className="text-heading font-semibold">The account is being deleted</h1>
        <p className="text-quiet">
          You are signed out everywhere, and the links that you shared are dead. The rest is being
          removed; this page need not stay open.
        </p>
        <ProgressLine
          label="Deleting the account"
          done={job.done}
          total={job.total}
          words={
            job.state === "queued" ? "Waiting for its turn" : `${job.done} of ${job.total} removed`
          }
        />
        {failed && (
          <p role="alert" className="text-caution">
            The server does not answer now. What was begun goes on.
          </p>
        )}
      </div>
    </main>
  );
}
