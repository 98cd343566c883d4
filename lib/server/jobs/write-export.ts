import "server-only";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { entriesOf } from "./export-entries";
import { exportsFolder, finishFile, halfFile } from "./export-files";
import { type HeldJob, JobLost } from "./hold-job";

/** How long the file of an export is kept. */
export const EXPORT_KEPT_MS = 86_400_000;

/**
 * Writes everything that an account holds into one zip file: a stream from the rows and the stored
 * pictures to the disk, an entry at a time, so its size has no part in the memory that it takes.
 * The row says done only when the whole file lies in its place.
 *
 * @throws JobLost when the worker ends or another one has the job.
 */
export async function writeExport(job: HeldJob): Promise<void> {
  const { id, lease, userId, signal } = job;
  if (userId === null) throw new JobLost("its account is gone");
  const entries = await entriesOf(userId);
  await job.tell(0, entries.length);
  const zip = new ZipFile();
  let done = 0;
  for (const { name, stored, open } of entries) {
    zip.addReadStreamLazy(name, { compress: !stored, mode: 0o100600 }, (give) => {
      const read = async (): Promise<Readable> => {
        await job.tell(done, entries.length);
        done += 1;
        return await open();
      };
      // A failure ends the whole: what is passed beside it is never read.
      read().then(
        (stream) => give(null, stream),
        (error: unknown) => zip.emit("error", error),
      );
    });
  }
  zip.end();
  await mkdir(exportsFolder(), { recursive: true, mode: 0o700 });
  const half = halfFile(id, lease);
  const failed = new AbortController();
  let cause: unknown = null;
  zip.on("error", (error) => {
    cause ??= error;
    failed.abort();
  });
  try {
    const out = createWriteStream(half, { mode: 0o600 });
    const both = AbortSignal.any([signal, failed.signal]);
    await pipeline(zip.outputStream, out, { signal: both });
    await db().$transaction(async (tx) => {
      await job.keep(tx);
      const bytes = await finishFile(id, lease);
      const now = new Date();
      await tx.accountJob.update({
        where: { id },
        data: {
          ...{ state: "done", done: entries.length, total: entries.length, bytes, endedAt: now },
          expiresAt: new Date(now.getTime() + EXPORT_KEPT_MS),
        },
        select: { id: true },
      });
      await recordAudit(tx, { userId, action: "export-written", subject: id, detail: { bytes } });
    });
  } catch (error) {
    await rm(half, { force: true });
    throw cause ?? (signal.aborted ? new JobLost(`job ${id} is let go`) : error);
  }
}
