import "server-only";

/** A chat of an export of everything, and the names of its two files there. */
export type ListedChat = { id: string; title: string; json: string; markdown: string };
