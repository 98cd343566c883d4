import { listChats } from "@/lib/server/chats/list-chats";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";

export const GET = guard({ user: "optional", limit: LIMITS.read }, async ({ user }) =>
  user === null ? [] : await listChats(user.id),
);
