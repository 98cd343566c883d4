import "server-only";
import type { DeletionReport } from "@/lib/contracts/jobs";
import { recordAudit } from "../audit/record-audit";
import { removeChat } from "../chats/remove-chat";
import { db, type Tx } from "../db";
import { thenDropFiles } from "../images/loose-files";
import { removeUnused } from "../images/remove-unused";
import { removeExportFiles } from "./export-files";
import type { HeldJob } from "./hold-job";
import { rowsLeft } from "./rows-left";

const AT_ONCE = 20;
const REPORT_KEPT_MS = 7 * 86_400_000;

/** Chats one by one, each in its own transaction: a worker that dies leaves whole ones. */
async function removeChats(job: HeldJob, userId: string, step: () => Promise<void>): Promise<void> {
  for (;;) {
    const chats = await db().chat.findMany({
      where: { userId },
      select: { id: true },
      take: AT_ONCE,
    });
    if (chats.length === 0) return;
    for (const { id } of chats) {
      if (job.signal.aborted) return await step();
      await thenDropFiles((tx) => removeChat(tx, { id, userId }));
      await step();
    }
  }
}

async function removePictures(userId: string, step: () => Promise<void>): Promise<void> {
  for (;;) {
    const rows = await db().image.findMany({
      where: { userId, messages: { none: {} } },
      select: { id: true, userId: true },
      take: AT_ONCE,
    });
    if (rows.length === 0) return;
    await thenDropFiles((tx) => removeUnused(tx, rows));
    for (const _ of rows) await step();
  }
}

/** What of the audit tells how many: rows of it can't go missing, whichever worker wrote them. */
async function removedSo(tx: Tx, userId: string): Promise<Omit<DeletionReport, "left">> {
  const begun = await tx.audit.findFirst({
    where: { userId, action: "deletion-requested" },
    orderBy: { at: "desc" },
    select: { at: true },
  });
  const since = { userId, at: { gte: begun?.at ?? new Date(0) } };
  return {
    chats: await tx.audit.count({ where: { ...since, action: "chat-removed" } }),
    pictures: await tx.audit.count({ where: { ...since, action: "image-deleted" } }),
  };
}

/**
 * Removes an account: its chats with their pictures, pictures that no chat shows, files of exports,
 * then the account's row with everything that hangs on it. What a worker that died had removed is
 * gone, so the next one goes on from there. The audit stays: its rows forget whose they were, and
 * the last one has the account's id, which then leads nowhere, as its subject.
 *
 * @throws JobLost when the worker ends or another one has the job.
 */
export async function deleteAccount(job: HeldJob): Promise<void> {
  const { userId } = job;
  // Its last transaction ends the job too, so a job without a person has nothing to do.
  if (userId === null) return;
  const row = await db().accountJob.findUnique({
    where: { id: job.id },
    select: { done: true, total: true },
  });
  let done = row?.done ?? 0;
  const total = row?.total ?? 1;
  const step = async (): Promise<void> => {
    // Something that was stored at the last moment is removed too, and not counted.
    done = Math.min(done + 1, total - 1);
    await job.tell(done, total);
  };
  for (let gone = false; !gone; ) {
    await removeChats(job, userId, step);
    await removePictures(userId, step);
    await removeExports(userId);
    gone = await removeRow(job, userId);
  }
}

async function removeExports(userId: string): Promise<void> {
  const exports = await db().accountJob.findMany({
    where: { userId, kind: "export" },
    select: { id: true },
  });
  for (const { id } of exports) {
    await db().accountJob.deleteMany({ where: { id } });
    await removeExportFiles(id);
  }
}

/** The end, in one transaction. @returns false when something was stored at the last moment. */
async function removeRow(job: HeldJob, userId: string): Promise<boolean> {
  return await db().$transaction(async (tx) => {
    await job.keep(tx);
    // From here on nothing that names this account can be stored.
    await tx.$queryRaw`SELECT id::text FROM "user" WHERE id = ${userId}::uuid FOR UPDATE`;
    const chats = await tx.chat.count({ where: { userId } });
    const images = await tx.image.count({ where: { userId } });
    if (chats + images > 0) return false;
    const removed = await removedSo(tx, userId);
    await tx.user.delete({ where: { id: userId }, select: { id: true } });
    const left = await rowsLeft(tx, userId);
    const now = new Date();
    await tx.accountJob.update({
      where: { id: job.id },
      data: {
        ...{ state: "done", endedAt: now, report: { ...removed, left } satisfies DeletionReport },
        expiresAt: new Date(now.getTime() + REPORT_KEPT_MS),
      },
      select: { id: true },
    });
    await tx.$executeRaw`UPDATE account_job SET done = total WHERE id = ${job.id}::uuid`;
    await recordAudit(tx, {
      ...{ userId: null, action: "account-deleted", subject: userId },
      detail: removed,
    });
    return true;
  });
}
