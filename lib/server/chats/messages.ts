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

/** A row's parts. Only this server writes them, from typed values. */
export const partsOf = (row: MessageRow): EvlfMessage["parts"] =>
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
export function branchOf<T extends Pick<MessageRow, "id" | "parentId">>(
  rows: readonly T[],
  leafId: string | null,
): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const branch: T[] = [];
  for (let id = leafId; id !== null; ) {
    const row = byId.get(id);
    if (row === undefined) break;
    byId.delete(id);
    branch.push(row);
    id = row.parentId;
  }
  return branch.reverse();
}

type Node = Pick<MessageRow, "id" | "parentId" | "createdAt">;
type Leaf = Node & { readAt: Date | null };

function childrenOf<T extends Node>(rows: readonly T[]): Map<string | null, T[]> {
  const children = new Map<string | null, T[]>();
  for (const row of rows) {
    const known = children.get(row.parentId);
    if (known === undefined) children.set(row.parentId, [row]);
    else known.push(row);
  }
  return children;
}

const byAge = (one: Node, other: Node): number =>
  one.createdAt.getTime() - other.createdAt.getTime() || one.id.localeCompare(other.id);

/** For each message of a branch that has siblings, the ids of all of them, oldest first. */
export function siblingsOf(
  rows: readonly Node[],
  branch: readonly Node[],
): Record<string, string[]> {
  const children = childrenOf(rows);
  const siblings: Record<string, string[]> = {};
  for (const { id, parentId } of branch) {
    const all = children.get(parentId) ?? [];
    if (all.length > 1) siblings[id] = all.toSorted(byAge).map((row) => row.id);
  }
  return siblings;
}

/** The leaf below a message that was turned to last, or made last; the message itself if it is one. */
export function leafBelow(rows: readonly Leaf[], id: string): string {
  const children = childrenOf(rows);
  const leaves: Leaf[] = [];
  const open = rows.filter((row) => row.id === id);
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    const below = children.get(row.id) ?? [];
    if (below.length === 0) leaves.push(row);
    // Taken out, so that no circle of parents is walked twice.
    children.delete(row.id);
    open.push(...below);
  }
  const seen = (leaf: Leaf): number =>
    Math.max(leaf.readAt?.getTime() ?? 0, leaf.createdAt.getTime());
  return leaves.toSorted((one, other) => seen(other) - seen(one) || byAge(other, one))[0]?.id ?? id;
}
