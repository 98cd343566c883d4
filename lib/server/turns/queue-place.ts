import "server-only";
import type { Tx } from "../db";
import { AppError } from "../errors";
import { limitNow } from "../limit-settings";
import { switchedOff } from "../switched-off";
import { MOST_OF_ALL, MOST_OF_ONE } from "./queue-bounds";

const ADMISSION_LOCK = 71_204_001;

/**
 * Lets one more question in, or not. Admissions are one at a time until their transaction ends, so
 * the bounds hold exactly.
 *
 * @throws AppError too-many-questions or queue-full.
 */
export async function admit(tx: Tx, userId: string): Promise<void> {
  if (switchedOff("bound")) return;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ADMISSION_LOCK}::bigint)`;
  const state = { in: ["queued", "running"] as ("queued" | "running")[] };
  const ofOne = await limitNow("waiting-of-one", MOST_OF_ONE, tx);
  if ((await tx.turn.count({ where: { userId, state } })) >= ofOne) {
    throw new AppError(
      "too-many-questions",
      `${ofOne} of your questions are waiting for an answer. Ask again when one has come.`,
      "per-person bound reached",
      { retryAfterSeconds: 10 },
    );
  }
  if ((await tx.turn.count({ where: { state } })) >= (await limitNow("waiting", MOST_OF_ALL, tx))) {
    throw new AppError(
      "queue-full",
      "Too many questions are waiting just now. Your question was not taken; try again in a minute.",
      "queue bound reached",
      { retryAfterSeconds: 60 },
    );
  }
}
