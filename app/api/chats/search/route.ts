import { type SearchAnswer, searchChatsSchema } from "@/lib/contracts/history";
import { searchChats } from "@/lib/server/chats/search-chats";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";

const NONE: SearchAnswer = { hits: [], more: false };

export const GET = guard(
  { user: "optional", limit: LIMITS.search, query: searchChatsSchema },
  async ({ user, query }) => (user === null ? NONE : await searchChats(user.id, query.q)),
);
