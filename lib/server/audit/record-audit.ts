import "server-only";
import type { Prisma } from "@/lib/generated/prisma/client";
import { currentCaller } from "../caller";
import type { Tx } from "../db";

export type AuditAction =
  | "sign-up"
  | "sign-in"
  | "sign-in-refused"
  | "sign-out"
  | "session-ended"
  | "password-changed"
  | "became-admin"
  | "guest-made"
  | "guest-moved"
  | "audience-changed"
  | "account-connected"
  | "account-disconnected"
  | "reset-link-made"
  | "password-reset"
  | "role-changed"
  | "account-disabled"
  | "account-enabled"
  | "sessions-ended"
  | "limit-changed"
  | "image-stored"
  | "image-deleted"
  | "image-trimmed"
  | "image-untrimmed"
  | "image-blacked-out"
  | "chat-renamed"
  | "chat-pinned"
  | "chat-unpinned"
  | "chat-archived"
  | "chat-unarchived"
  | "chat-turned"
  | "chat-deleted"
  | "chat-restored"
  | "chat-removed"
  | "share-made"
  | "share-revoked"
  | "export-requested"
  | "export-written"
  | "export-removed"
  | "deletion-requested"
  | "account-deleted"
  | "feedback-given"
  | "feedback-removed"
  | "turn-started"
  | "turn-stopped"
  | "turn-handed-back"
  | "turn-ended";

type Entry = {
  userId: string | null;
  action: AuditAction;
  /** Id of what it was done to. */
  subject?: string;
  /** Never words of a question or answer, never a name or an e-mail address. */
  detail?: Prisma.InputJsonObject;
};

/**
 * Writes one audit row, in the transaction of what it tells about, with the network address that the
 * request came from (none for what the worker does). A trigger of the database refuses to change or
 * remove a row; when a person is deleted, theirs forget whose they were.
 */
export async function recordAudit(tx: Tx, entry: Entry): Promise<void> {
  const { userId, action, subject, detail } = entry;
  await tx.audit.create({
    data: {
      userId,
      action,
      subject: subject ?? null,
      address: currentCaller()?.address ?? null,
      ...(detail ? { detail } : {}),
    },
    select: { id: true },
  });
}
