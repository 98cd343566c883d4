import "server-only";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Tx } from "../db";

export type AuditAction =
  | "sign-up"
  | "sign-in"
  | "sign-out"
  | "guest-moved"
  | "image-stored"
  | "image-deleted"
  | "chat-deleted"
  | "chat-restored"
  | "chat-removed"
  | "turn-started"
  | "turn-stopped"
  | "turn-ended";

type Entry = {
  userId: string | null;
  action: AuditAction;
  /** Id of what it was done to. */
  subject?: string;
  /** Never words of a question or answer, never a name or address. */
  detail?: Prisma.InputJsonObject;
};

/** Writes one audit row, in the transaction of what it tells about. */
export async function recordAudit(tx: Tx, entry: Entry): Promise<void> {
  const { userId, action, subject, detail } = entry;
  await tx.audit.create({
    data: { userId, action, subject: subject ?? null, ...(detail ? { detail } : {}) },
    select: { id: true },
  });
}
