import "server-only";
import type { EvlfMessage, MessageMetadata } from "@/lib/contracts/message";
import type { Prisma } from "@/lib/generated/prisma/client";

/** The columns that a message on the wire is made of. */
export const MESSAGE = {
  id: true,
  parentId: true,
  role: true,
  parts: true,
  metadata: true,
  createdAt: true,
} as const satisfies Prisma.MessageSelect;

export type MessageRow = Prisma.MessageGetPayload<{ select: typeof MESSAGE }>;

// Written only by this server from typed values: parts by readUIMessageStream and startTurn.
const partsOf = (row: MessageRow): EvlfMessage["parts"] =>
  Array.isArray(row.parts) ? (row.parts as unknown as EvlfMessage["parts"]) : [];

export const metadataOf = (row: MessageRow): MessageMetadata =>
  typeof row.metadata === "object" && row.metadata !== null && !Array.isArray(row.metadata)
    ? (row.metadata as MessageMetadata)
    : {};

/** A row as the browser and the engine see it. */
export function toMessage(row: MessageRow): EvlfMessage {
  return {
    id: row.id,
    role: row.role,
    parts: partsOf(row),
    metadata: { ...metadataOf(row), createdAt: row.createdAt.toISOString() },
  };
}

/** The branch that ends at `leafId`, root first. A chain that leaves the rows ends there. */
export function branchOf(rows: MessageRow[], leafId: string | null): MessageRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const branch: MessageRow[] = [];
  for (let id = leafId; id !== null; ) {
    const row = byId.get(id);
    if (row === undefined) break;
    byId.delete(id);
    branch.push(row);
    id = row.parentId;
  }
  return branch.reverse();
}
