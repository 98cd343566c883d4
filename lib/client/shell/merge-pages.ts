import type { ChatSummary } from "@/lib/contracts/api";
import type { ChatPage } from "@/lib/contracts/history";

/** What a list shows: the pages that were read, as one. */
export type ChatPages = { pinned: ChatSummary[]; chats: ChatSummary[]; next: string | null };

const isBehind = (chat: ChatSummary, last: ChatSummary): boolean =>
  chat.updatedAt < last.updatedAt || (chat.updatedAt === last.updatedAt && chat.id < last.id);

/**
 * The list after its first page was read again: what that page covers is as the page says, so that
 * a chat which left or moved up is not shown twice; what was read behind it stays.
 */
export function withFirstPage(before: ChatPages | null, page: ChatPage): ChatPages {
  const last = page.chats.at(-1);
  if (before === null || last === undefined || page.next === null) return page;
  const listed = new Set([...page.pinned, ...page.chats].map(({ id }) => id));
  const rest = before.chats.filter((chat) => isBehind(chat, last) && !listed.has(chat.id));
  if (rest.length === 0) return page;
  return { pinned: page.pinned, chats: [...page.chats, ...rest], next: before.next };
}

/** The list with its next page; a chat that stands in both is shown once. */
export function withNextPage(before: ChatPages, page: ChatPage): ChatPages {
  const known = new Set(before.chats.map(({ id }) => id));
  const fresh = page.chats.filter(({ id }) => !known.has(id));
  return { pinned: before.pinned, chats: [...before.chats, ...fresh], next: page.next };
}

/** The list without one chat. */
export function withoutChat(before: ChatPages, id: string): ChatPages {
  const others = (chats: ChatSummary[]) => chats.filter((chat) => chat.id !== id);
  return { ...before, pinned: others(before.pinned), chats: others(before.chats) };
}

/** The list with a chat that came back to it, at its place; not where that was not read yet. */
export function withChat(before: ChatPages, chat: ChatSummary): ChatPages {
  const { pinned, chats, next } = withoutChat(before, chat.id);
  if (chat.pinned) return { pinned: [chat, ...pinned], chats, next };
  const at = chats.findIndex((other) => isBehind(other, chat));
  if (at === -1) return next === null ? { pinned, chats: [...chats, chat], next } : before;
  return { pinned, chats: chats.toSpliced(at, 0, chat), next };
}

/** The list after a chat changed, wherever that was done; `belongs`: whether this list shows it. */
export function withChange(before: ChatPages, chat: ChatSummary, belongs: boolean): ChatPages {
  if (!belongs) return withoutChat(before, chat.id);
  // A pinned chat keeps its place among the pinned ones.
  if (chat.pinned && before.pinned.some(({ id }) => id === chat.id)) {
    const pinned = before.pinned.map((other) => (other.id === chat.id ? chat : other));
    return { ...withoutChat(before, chat.id), pinned };
  }
  const { pinned, chats, next } = withChat(before, chat);
  // Where its place was not read yet, withChat leaves the list as it was: with the old row in it.
  const stale = chats.some((other) => other.id === chat.id && other !== chat);
  return stale ? withoutChat(before, chat.id) : { pinned, chats, next };
}
