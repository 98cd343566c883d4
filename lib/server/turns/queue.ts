import "server-only";
import { fromPrisma, PgBoss } from "pg-boss";
import type { Tx } from "../db";
import { directUrl, env } from "../env";
import { log } from "../log";
import { currentRequestId } from "../request-id";

export const QUEUE = "turn";
/** `requestId`: the request that asked for it, for the log. */
export type TurnJob = { turnId: string; requestId?: string };

type Role = "sender" | "worker" | "installer";

/**
 * A pg-boss instance. The installer makes its tables and the queue; a worker is woken by
 * LISTEN/NOTIFY and keeps the queue tidy; a sender only sends.
 */
export function createBoss(role: Role): PgBoss {
  const boss = new PgBoss({
    // A pooler has no LISTEN and no lock that outlives a transaction.
    connectionString: role === "sender" ? env().DATABASE_URL : directUrl(),
    application_name: `evlf-chat ${role}`,
    max: role === "worker" ? 4 : 2,
    migrate: role === "installer",
    createSchema: role === "installer",
    supervise: role === "worker",
    schedule: false,
    useListenNotify: role === "worker",
    registerInstance: false,
  });
  boss.on("error", (error) => log().error({ err: error }, "pg-boss"));
  boss.on("warning", (warning) => log().warn({ warning }, "pg-boss"));
  return boss;
}

/** Makes pg-boss's tables and the queue of turns: woken by NOTIFY, a turn is never retried. */
export async function installQueue(): Promise<void> {
  const boss = createBoss("installer");
  await boss.start();
  try {
    const options = {
      notify: true,
      retryLimit: 0,
      expireInSeconds: 900,
      deleteAfterSeconds: 3600,
      retentionSeconds: 86_400,
    };
    if ((await boss.getQueue(QUEUE)) === null) await boss.createQueue(QUEUE, options);
    else await boss.updateQueue(QUEUE, options);
  } finally {
    await boss.stop({ graceful: false });
  }
}

const shared = globalThis as typeof globalThis & { evlfSender?: Promise<PgBoss> };

async function sender(): Promise<PgBoss> {
  shared.evlfSender ??= createBoss("sender")
    .start()
    .catch((error: unknown) => {
      delete shared.evlfSender;
      throw error;
    });
  return await shared.evlfSender;
}

/** Opens the sender ahead of a transaction, so that the transaction waits for nothing. */
export async function openQueue(): Promise<void> {
  await sender();
}

/**
 * Puts a turn into the queue as part of the transaction: both happen or neither. One that was begun
 * goes before those that were not.
 */
export async function enqueueTurn(tx: Tx, turnId: string, begun = false): Promise<void> {
  const boss = await sender();
  const requestId = currentRequestId();
  const job: TurnJob = { turnId, ...(requestId === null ? {} : { requestId }) };
  await boss.send(QUEUE, job, { db: fromPrisma(tx), priority: begun ? 1 : 0 });
}

/** Closes the sender. For the end of a process and for tests. */
export async function closeQueue(): Promise<void> {
  const open = shared.evlfSender;
  delete shared.evlfSender;
  if (open !== undefined) await (await open).stop({ graceful: false });
}
