import "server-only";
import type { ChatSummary } from "@/lib/contracts/api";
import { db } from "../db";

const MOST = 500;

/** A person's chats, newest first. */
export async function listChats(userId: string): Promise<ChatSummary[]> {
  const rows = await db().chat.findMany({
    where: { userId },
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
    take: MOST,
    select: {
      id: true,
      title: true,
      updatedAt: true,
      turns: { where: { state: { in: ["queued", "running"] } }, select: { id: true }, take: 1 },
    },
  });
  return rows.map(({ id, title, updatedAt, turns }) => ({
    id,
    title,
    updatedAt: updatedAt.toISOString(),
    running: turns.length > 0,
  }));
}
