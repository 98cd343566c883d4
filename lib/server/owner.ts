import "server-only";
import { z } from "zod";
import { db } from "./db";
import { notFound } from "./errors";
import { switchedOff } from "./switched-off";

export type Owned = "chat" | "image" | "turn";

const idSchema = z.object({ id: z.uuid() });
const select = { userId: true } as const;

/**
 * Checks that what the address names belongs to the caller.
 *
 * @throws AppError not-found, the same for what is missing and for what is somebody else's.
 */
export async function owned(kind: Owned, params: unknown, userId: string | null): Promise<void> {
  const parsed = idSchema.safeParse(params);
  const what = kind === "image" ? "picture" : kind === "turn" ? "answer" : "chat";
  if (!parsed.success || userId === null) throw notFound(what);
  const where = { id: parsed.data.id };
  const row =
    kind === "chat"
      ? await db().chat.findUnique({ where, select })
      : kind === "image"
        ? await db().image.findUnique({ where, select })
        : await db().turn.findUnique({ where, select });
  if (row !== null && switchedOff("owner")) return;
  if (row?.userId !== userId) throw notFound(what);
}
