import "server-only";
import { z } from "zod";
import { db } from "./db";
import { notFound } from "./errors";
import { ofLiveChat } from "./images/of-live-chat";
import { switchedOff } from "./switched-off";

/** `deleted-chat`: one that awaits removal, which is not there under any other name. */
export type Owned = "chat" | "deleted-chat" | "image" | "turn" | "session" | "share" | "export";

const idSchema = z.object({ id: z.uuid() });
const NAMES = {
  chat: "chat",
  "deleted-chat": "chat",
  image: "picture",
  turn: "answer",
  session: "session",
  share: "link",
  export: "export",
} as const;
const select = { userId: true } as const;

/**
 * Checks that what the address names belongs to the caller.
 *
 * @throws AppError not-found, the same for what is missing and for what is somebody else's.
 */
export async function owned(kind: Owned, params: unknown, userId: string | null): Promise<void> {
  const parsed = idSchema.safeParse(params);
  const what = NAMES[kind];
  if (!parsed.success || userId === null) throw notFound(what);
  const row = await find(kind, parsed.data.id);
  if (row !== null && switchedOff("owner")) return;
  if (row?.userId !== userId) throw notFound(what);
}

async function find(kind: Owned, id: string): Promise<{ userId: string | null } | null> {
  switch (kind) {
    case "chat":
      return await db().chat.findUnique({ where: { id, deletedAt: null }, select });
    case "deleted-chat":
      return await db().chat.findUnique({ where: { id, NOT: { deletedAt: null } }, select });
    case "image":
      return await db().image.findUnique({ where: { id, ...ofLiveChat }, select });
    case "turn":
      return await db().turn.findUnique({ where: { id, chat: { deletedAt: null } }, select });
    case "session":
      return await db().session.findUnique({ where: { id }, select });
    case "share":
      return await db().share.findUnique({ where: { id }, select });
    case "export":
      return await db().accountJob.findUnique({ where: { id, kind: "export" }, select });
  }
}
