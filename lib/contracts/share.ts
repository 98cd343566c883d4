import { z } from "zod";
import type { EvlfMessage } from "./message";

/** How long a link may lead somewhere, in days. */
export const SHARE_DAYS = [1, 7, 30, 90] as const;
/** Links that may lead into one chat at a time. */
export const MOST_LINKS = 10;

/** POST /api/chats/:id/shares: a link to a branch of the chat. Answers MadeLink, 201. */
export const makeLinkSchema = z.object({
  /** The answer that ends the branch; left out: the branch that the chat shows now. */
  leafId: z.uuid().optional(),
  pictures: z.boolean(),
  days: z.union(SHARE_DAYS.map((days) => z.literal(days))),
});
export type MakeLink = z.infer<typeof makeLinkSchema>;

/**
 * A link that leads somewhere. GET /api/chats/:id/shares answers those of one chat, GET /api/shares
 * all of a person's; DELETE /api/shares/:id takes one back (204).
 */
export type LinkInfo = {
  id: string;
  chatId: string;
  chatTitle: string;
  pictures: boolean;
  createdAt: string;
  expiresAt: string;
};

/** The token stands in this answer alone: only its hash is kept. */
export type MadeLink = LinkInfo & { token: string };

/** `[token]` of a link: 32 random bytes. */
export const tokenSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/**
 * GET /api/share/:token. Messages carry numbers of their own in place of ids, pictures are numbers
 * that only /api/share/:token/pictures/:n takes, and their names are left out.
 */
export type SharedChat = {
  title: string;
  pictures: boolean;
  expiresAt: string;
  messages: EvlfMessage[];
};
