import "server-only";
import type { ChatSummary } from "@/lib/contracts/api";
import type { ChatPage, ListChats } from "@/lib/contracts/history";
import type { Prisma } from "@/lib/generated/prisma/client";
import { db } from "../db";

/** Chats of one page. */
export const PAGE = 50;
/** More than anybody can pin: a guest's pinned chats may have come to an account's. */
const MOST_PINNED = 200;

/** The columns that a ChatSummary is made of. */
export const SUMMARY = {
  id: true,
  title: true,
  updatedAt: true,
  pinnedAt: true,
  archivedAt: true,
  turns: { where: { state: { in: ["queued", "running"] } }, select: { id: true }, take: 1 },
} as const satisfies Prisma.ChatSelect;

type Row = Prisma.ChatGetPayload<{ select: typeof SUMMARY }>;

/** A row as the lists show it. */
export const toSummary = ({
  id,
  title,
  updatedAt,
  pinnedAt,
  archivedAt,
  turns,
}: Row): ChatSummary => ({
  id,
  title,
  updatedAt: updatedAt.toISOString(),
  running: turns.length > 0,
  pinned: pinnedAt !== null,
  archived: archivedAt !== null,
});

/** A place in a list that stays where it is while chats are added, moved up or removed. */
const placeOf = (row: Row): string => `${row.updatedAt.toISOString()}_${row.id}`;

function behind(place: string | undefined): Prisma.ChatWhereInput {
  if (place === undefined) return {};
  const [time = "", id = ""] = place.split("_");
  const updatedAt = new Date(time);
  // The first bound is what the index starts from.
  return {
    updatedAt: { lte: updatedAt },
    OR: [{ updatedAt: { lt: updatedAt } }, { id: { lt: id } }],
  };
}

/**
 * One page of a person's chats, newest first: the active ones, with the pinned ones apart on the
 * first page, or the archived ones.
 */
export async function listChats(
  userId: string,
  { view = "active", after }: ListChats = {},
): Promise<ChatPage> {
  const archived = view === "archived";
  const live = { userId, deletedAt: null, archivedAt: archived ? { not: null } : null };
  const rows = await db().chat.findMany({
    where: { ...live, ...(archived ? {} : { pinnedAt: null }), ...behind(after) },
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    select: SUMMARY,
  });
  const pinned =
    archived || after !== undefined
      ? []
      : await db().chat.findMany({
          where: { ...live, pinnedAt: { not: null } },
          orderBy: [{ pinnedAt: "desc" }, { id: "desc" }],
          take: MOST_PINNED,
          select: SUMMARY,
        });
  const page = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? page.at(-1) : undefined;
  return {
    pinned: pinned.map(toSummary),
    chats: page.map(toSummary),
    next: last === undefined ? null : placeOf(last),
  };
}
