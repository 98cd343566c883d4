import "server-only";
import { randomBytes } from "node:crypto";
import { type MadeLink, type MakeLink, MOST_LINKS } from "@/lib/contracts/share";
import { recordAudit } from "../audit/record-audit";
import { holdChat } from "../chats/hold-chat";
import { db } from "../db";
import { AppError, notFound } from "../errors";
import { hashToken } from "../users/hash-token";
import { LINK, toLinkInfo } from "./list-links";

const DAY_MS = 86_400_000;

/**
 * Makes a link that shows one branch of a chat, up to the named answer or the last one that is shown,
 * to whoever has it. What is asked afterwards is not shown. The token is 256 random bits and is told once; only its hash is kept.
 *
 * @throws AppError not-found (chat, or a message that is not of it), turn-running, too-many-links.
 */
export async function makeLink(
  userId: string,
  chatId: string,
  { leafId: asked, pictures, days }: MakeLink,
): Promise<MadeLink> {
  const token = randomBytes(32).toString("base64url");
  const now = new Date();
  return await db().$transaction(async (tx) => {
    const chat = await holdChat(tx, { chatId, userId });
    if (chat.running) {
      throw new AppError("turn-running", "An answer is being written. Share it when it has ended.");
    }
    const leafId = asked ?? chat.leafId;
    if (leafId === null) throw notFound("answer");
    const where = { id: leafId, chatId, role: "assistant" } as const;
    if ((await tx.message.count({ where })) === 0) throw notFound("answer");
    const live = await tx.share.count({ where: { chatId, expiresAt: { gt: now } } });
    if (live >= MOST_LINKS) {
      throw new AppError(
        "too-many-links",
        `${MOST_LINKS} links lead into this chat already. Take one back first.`,
      );
    }
    const expiresAt = new Date(now.getTime() + days * DAY_MS);
    const row = await tx.share.create({
      data: { userId, chatId, leafId, pictures, expiresAt, tokenHash: hashToken(token) },
      select: LINK,
    });
    const detail = { chat: chatId, pictures, days };
    await recordAudit(tx, { userId, action: "share-made", subject: row.id, detail });
    return { ...toLinkInfo(row), token };
  });
}
