import { z } from "zod";
import type { ChatSummary } from "./api";

/** How long a deleted chat can be brought back. */
export const UNDO_MS = 10_000;

/** A search has at least and at most this many characters. */
export const SEARCH_LEAST = 2;
export const SEARCH_MOST = 100;

const placeSchema = z
  .string()
  .max(80)
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_[0-9a-f-]{36}$/, {
    message: "This place in the list can't be read. Load the list again.",
  });

/** GET /api/chats: which list, and from behind which place (`next` of the page before). */
export const listChatsSchema = z.object({
  view: z.enum(["active", "archived"]).optional(),
  after: placeSchema.optional(),
});
export type ListChats = z.infer<typeof listChatsSchema>;
export type ChatView = NonNullable<ListChats["view"]>;

/**
 * Answer of GET /api/chats. `chats` is one page, newest first; `pinned` stands on the first page
 * of the active list alone, last pinned first. `next` is null on the last page.
 */
export type ChatPage = { pinned: ChatSummary[]; chats: ChatSummary[]; next: string | null };

/** GET /api/chats/search. */
export const searchChatsSchema = z.object({
  q: z
    .string()
    .trim()
    .min(SEARCH_LEAST, { message: `Type at least ${SEARCH_LEAST} characters to search.` })
    .max(SEARCH_MOST, { message: `A search has at most ${SEARCH_MOST} characters. Shorten it.` }),
});

/** A piece of a text; `hit` where it is a word that was searched for. */
export type Piece = { text: string; hit: boolean };

export type SearchHit = {
  id: string;
  title: Piece[];
  /** Where in the chat the words stand; empty where only the title has them. */
  snippet: Piece[];
  updatedAt: string;
  archived: boolean;
};

/** Answer of GET /api/chats/search: best first; `more` where further chats fit that are not listed. */
export type SearchAnswer = { hits: SearchHit[]; more: boolean };

/** Answer of GET /api/chats/:id/find?q=: where in the chat the words of a search stand. */
export type FoundMessage = {
  /** Null where only the title has them. */
  messageId: string | null;
  /** Whether that message lies on the branch that is shown. */
  shown: boolean;
};
