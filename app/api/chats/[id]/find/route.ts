import { searchChatsSchema } from "@/lib/contracts/history";
import { findMessage } from "@/lib/server/chats/find-message";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

export const GET = guard(
  {
    ...{ user: "required", limit: LIMITS.search, params: idParams, owns: "chat" },
    query: searchChatsSchema,
  },
  ({ user, params, query }) => findMessage(user.id, params.id, query.q),
);
