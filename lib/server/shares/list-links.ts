import "server-only";
import { type LinkInfo, MOST_LINKS } from "@/lib/contracts/share";
import type { Prisma } from "@/lib/generated/prisma/client";
import { db } from "../db";

/** Links of one person in a list: more than a screen shows. */
const MOST = 200;

export const LINK = {
  id: true,
  chatId: true,
  pictures: true,
  createdAt: true,
  expiresAt: true,
  chat: { select: { title: true } },
} as const satisfies Prisma.ShareSelect;

export const toLinkInfo = (row: Prisma.ShareGetPayload<{ select: typeof LINK }>): LinkInfo => ({
  ...{ id: row.id, chatId: row.chatId, chatTitle: row.chat.title, pictures: row.pictures },
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
});

/** The links of a person that lead somewhere now, newest first: of one chat, or of all. */
export async function listLinks(userId: string, chatId?: string): Promise<LinkInfo[]> {
  const rows = await db().share.findMany({
    where: {
      ...{ userId, expiresAt: { gt: new Date() }, chat: { deletedAt: null } },
      ...(chatId === undefined ? {} : { chatId }),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: chatId === undefined ? MOST : MOST_LINKS,
    select: LINK,
  });
  return rows.map(toLinkInfo);
}
