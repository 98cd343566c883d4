import "server-only";
import { z } from "zod";
import { db } from "./db";
import { notFound } from "./errors";
import { switchedOff } from "./switched-off";

export type Owned = "chat" | "image" | "turn" | "session";

const idSchema = z.object({ id: z.uuid() });
const NAMES = { chat: "chat", image: "picture", turn: "answer", session: "session" } as const;
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
  const where = { id: parsed.data.id };
  const row =
    kind === "chat"
      ? await db().chat.findUnique({ where, select })
      : kind === "image"
        ? await db().image.findUnique({ where, select })
        : kind === "turn"
          ? await db().turn.findUnique({ where, select })
          : await db().session.findUnique({ where, select });
  if (row !== null && switchedOff("owner")) return;
  if (row?.userId !== userId) throw notFound(what);
}
