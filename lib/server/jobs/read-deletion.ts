import "server-only";
import { type DeletionJob, deletionReportSchema } from "@/lib/contracts/jobs";
import { tokenSchema } from "@/lib/contracts/share";
import { db } from "../db";
import { AppError } from "../errors";
import { hashToken } from "../users/hash-token";

/**
 * How far a deletion is, for whoever has the token that its start answered.
 *
 * @throws AppError not-found, also a week after its end.
 */
export async function readDeletion(token: string): Promise<DeletionJob> {
  const known = tokenSchema.safeParse(token).success;
  const row = known
    ? await db().accountJob.findUnique({
        where: { tokenHash: hashToken(token) },
        select: {
          state: true,
          done: true,
          total: true,
          error: true,
          report: true,
          createdAt: true,
        },
      })
    : null;
  if (row === null) {
    throw new AppError(
      "not-found",
      "There is no deletion under this address, or it ended long ago.",
    );
  }
  const { createdAt, report, ...progress } = row;
  return {
    ...progress,
    createdAt: createdAt.toISOString(),
    report: deletionReportSchema.nullable().parse(report),
  };
}
