"use client";

import { Download } from "lucide-react";
import { useExports } from "@/lib/client/account/use-exports";
import { exportFileUrl, removeExport, requestExport } from "@/lib/client/api/exports";
import { useAction } from "@/lib/client/shell/use-action";
import { Button, buttonClass } from "@/lib/client/ui/button";
import { ProgressLine } from "@/lib/client/ui/progress-line";
import type { ExportJob } from "@/lib/contracts/jobs";

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

const sizeWords = (bytes: number): string =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${(bytes / 1e6).toFixed(1)} MB`;

function progressWords({ state, done, total }: ExportJob): string {
  if (state === "queued" || total === 0) return "Waiting for its turn";
  return `${done} of ${total} files`;
}

/** A file of everything that the account holds: asked for, watched, kept or removed. */
export function ExportEverything() {
  const { known, job, writing, failed, load } = useExports();
  const { busy, error, run } = useAction();
  const act = (work: () => Promise<unknown>) =>
    void run(async () => {
      await work();
      await load();
    });
  return (
    <section aria-labelledby="export" className="grid gap-2">
      <h2 id="export" className="text-heading font-semibold">
        Take everything with you
      </h2>
      <p className="text-quiet">
        One zip file: every chat with all its versions as JSON and Markdown, every picture, and what
        the account keeps. It is written in the background; you can leave this page.
      </p>
      {(error !== null || failed) && (
        <p role="alert" className="text-danger">
          {error ?? "The exports could not be read. Load this page again."}
        </p>
      )}
      {job !== undefined && <Job job={job} busy={busy} act={act} />}
      {known && !writing && (
        <Button className="justify-self-start" disabled={busy} onClick={() => act(requestExport)}>
          {job?.state === "done" ? "Write a new one" : "Write the file"}
        </Button>
      )}
    </section>
  );
}

function Job({
  job,
  busy,
  act,
}: {
  job: ExportJob;
  busy: boolean;
  act: (work: () => Promise<unknown>) => void;
}) {
  if (job.state === "failed")
    return (
      <p role="alert" className="text-danger">
        {job.error}
      </p>
    );
  if (job.state === "done")
    return (
      <div className="flex flex-wrap items-center justify-between gap-3 rounded-card border px-3 py-2">
        <p role="status" className="min-w-0 flex-1 basis-48 text-label">
          <span className="block">The file is ready: {sizeWords(job.bytes ?? 0)}.</span>
          {job.expiresAt !== null && (
            <span className="block text-quiet">
              It is kept until {day.format(new Date(job.expiresAt))}.
            </span>
          )}
        </p>
        <span className="flex gap-2">
          <a href={exportFileUrl(job.id)} download className={buttonClass("accent")}>
            <Download className="size-4" aria-hidden="true" /> Download
          </a>
          <Button disabled={busy} onClick={() => act(() => removeExport(job.id))}>
            Remove
          </Button>
        </span>
      </div>
    );
  return (
    <div className="flex items-center justify-between gap-3 rounded-card border px-3 py-2">
      <div className="min-w-0 flex-1">
        <ProgressLine
          label="Writing the export"
          done={job.done}
          total={job.total}
          words={progressWords(job)}
        />
      </div>
      <Button disabled={busy} onClick={() => act(() => removeExport(job.id))}>
        Cancel
      </Button>
    </div>
  );
}
