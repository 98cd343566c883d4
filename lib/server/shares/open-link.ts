import "server-only";
import type { EvlfMessage } from "@/lib/contracts/message";
import { type SharedChat, tokenSchema } from "@/lib/contracts/share";
import { branchOf, MESSAGE, toMessage } from "../chats/messages";
import { db, type Tx } from "../db";
import { AppError } from "../errors";
import { readImageFile } from "../images/files";
import { switchedOff } from "../switched-off";
import { hashToken } from "../users/hash-token";
import { forStranger, picturesIn } from "./for-stranger";

/** The one answer for a link that was taken back, has ended, never was, or whose chat is deleted. */
const leadsNowhere = (): AppError =>
  new AppError(
    "not-found",
    "This link leads nowhere. It may have ended, or whoever shared the chat took it back.",
  );

type Opened = {
  title: string;
  pictures: boolean;
  expiresAt: Date;
  userId: string;
  tokenHash: string;
  branch: EvlfMessage[];
};

async function open(tx: Tx, token: string): Promise<Opened> {
  if (!tokenSchema.safeParse(token).success) throw leadsNowhere();
  const tokenHash = hashToken(token);
  const share = await tx.share.findUnique({
    where: { tokenHash },
    select: {
      ...{ userId: true, chatId: true, leafId: true, pictures: true, expiresAt: true },
      chat: { select: { title: true, deletedAt: true } },
    },
  });
  if (share === null || share.chat.deletedAt !== null) throw leadsNowhere();
  if (share.expiresAt <= new Date() && !switchedOff("share")) throw leadsNowhere();
  const { chatId, leafId, userId, pictures, expiresAt } = share;
  const nodes = await tx.message.findMany({
    where: { chatId },
    select: { id: true, parentId: true },
  });
  const ids = branchOf(nodes, leafId).map(({ id }) => id);
  const rows = await tx.message.findMany({ where: { id: { in: ids } }, select: MESSAGE });
  const branch = branchOf(rows, leafId).map(toMessage);
  return { title: share.chat.title, userId, pictures, expiresAt, tokenHash, branch };
}

const snapshot = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  db().$transaction(work, { isolationLevel: "RepeatableRead" });

/**
 * What a link shows: the branch up to the message that it was made for, without any id, name of a
 * file or time of the owner's.
 *
 * @throws AppError not-found, the same for every link that leads nowhere.
 */
export async function openLink(token: string): Promise<SharedChat> {
  const { title, pictures, expiresAt, tokenHash, branch } = await snapshot((tx) => open(tx, token));
  return {
    ...{ title, pictures, expiresAt: expiresAt.toISOString() },
    messages: forStranger(branch, tokenHash.replace(/[^A-Za-z0-9]/g, "").slice(0, 8)),
  };
}

/**
 * The nth picture (from 1) of the branch that a link shows, as PNG.
 *
 * @throws AppError not-found, also where the link was made without pictures.
 */
export async function openLinkPicture(token: string, n: number): Promise<Buffer> {
  const sha256 = await snapshot(async (tx) => {
    const { pictures, userId, branch } = await open(tx, token);
    const id = pictures ? picturesIn(branch)[n - 1] : undefined;
    if (id === undefined) throw leadsNowhere();
    const row = await tx.image.findUnique({ where: { id, userId }, select: { sha256: true } });
    if (row === null) throw leadsNowhere();
    return row.sha256;
  });
  return await readImageFile(sha256);
}
