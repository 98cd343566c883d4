import "server-only";
import type { Prisma } from "@/lib/generated/prisma/client";

/** Pictures that a chat shows which does not await removal, and those not asked about yet. */
export const ofLiveChat = {
  OR: [
    { messages: { none: {} } },
    { messages: { some: { message: { chat: { deletedAt: null } } } } },
  ],
} as const satisfies Prisma.ImageWhereInput;
