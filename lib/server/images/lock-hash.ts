import "server-only";
import type { Tx } from "../db";

/** Holds one picture's file for this transaction, so that storing and deleting it can't cross. */
export async function lockHash(tx: Tx, sha256: string): Promise<void> {
  const key = BigInt.asIntN(64, BigInt(`0x${sha256.slice(0, 16)}`));
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${key}::bigint)`;
}
