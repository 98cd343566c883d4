import "server-only";
import type { FeedbackPage, FeedbackTimings, ListFeedback } from "@/lib/contracts/feedback";
import type { Prisma } from "@/lib/generated/prisma/client";
import { db } from "../db";

/** Entries of one page, and the most that may be asked for. */
export const FEEDBACK_PAGE = 50;
const MOST = 200;

const SELECT = {
  id: true,
  createdAt: true,
  vote: true,
  reason: true,
  words: true,
  modelName: true,
  modelVersion: true,
  results: true,
  timings: true,
} as const satisfies Prisma.FeedbackSelect;

const placeOf = ({ createdAt, id }: { createdAt: Date; id: string }): string =>
  `${createdAt.toISOString()}_${id}`;

function behind(place: string | undefined): Prisma.FeedbackWhereInput {
  if (place === undefined) return {};
  const [time = "", id = ""] = place.split("_");
  const createdAt = new Date(time);
  return {
    createdAt: { lte: createdAt },
    OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }],
  };
}

/**
 * Everybody's feedback, newest first, a page at a time; for an admin's eyes. `after` is a place (time
 * and id, ISO with `_` between), so pages stay whole while new entries come.
 */
export async function listFeedback(
  options: ListFeedback & { limit?: number } = {},
): Promise<FeedbackPage> {
  const { vote, after, limit = FEEDBACK_PAGE } = options;
  const take = Math.min(Math.max(1, limit), MOST);
  const rows = await db().feedback.findMany({
    where: {
      message: { chat: { deletedAt: null } },
      ...(vote === undefined ? {} : { vote }),
      ...behind(after),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: take + 1,
    select: SELECT,
  });
  const page = rows.slice(0, take);
  const last = rows.length > take ? page.at(-1) : undefined;
  return {
    feedback: page.map(({ createdAt, timings, ...rest }) => ({
      ...rest,
      when: createdAt.toISOString(),
      // Written by giveFeedback from typed times.
      timings: timings as unknown as FeedbackTimings,
    })),
    next: last === undefined ? null : placeOf(last),
  };
}
