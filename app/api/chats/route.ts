import { type ChatPage, listChatsSchema } from "@/lib/contracts/history";
import { listChats } from "@/lib/server/chats/list-chats";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";

const NONE: ChatPage = { pinned: [], chats: [], next: null };

export const GET = guard(
  { user: "optional", limit: LIMITS.read, query: listChatsSchema },
  async ({ user, query }) => (user === null ? NONE : await listChats(user.id, query)),
);
