import type { ChatSummary } from "./api";

/** A chat as it stands after a change, and what tells whether a reader has all of it. */
export type ChatChange = ChatSummary & {
  /** The message that ends its branch. */
  leafId: string | null;
  activeTurnId: string | null;
};

/**
 * An event of GET /api/changes. `all`: anything may have changed, so read again (the first event,
 * and after notifications were lost). `gone`: deleted, or no longer this person's.
 */
export type ChatChanges = { all: boolean; chats: ChatChange[]; gone: string[] };
