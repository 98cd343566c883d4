import "server-only";
import type { RenameChat } from "@/lib/contracts/account";
import { db } from "../db";
import { notFound } from "../errors";

/** @throws AppError not-found. */
export async function renameChat(userId: string, id: string, { title }: RenameChat): Promise<void> {
  const { count } = await db().chat.updateMany({ where: { id, userId }, data: { title } });
  if (count === 0) throw notFound("chat");
}
