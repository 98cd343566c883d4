import { readMessagesSchema } from "@/lib/contracts/api";
import { getMessages } from "@/lib/server/chats/get-chat";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

export const GET = guard(
  {
    ...{ user: "required", limit: LIMITS.read, params: idParams, owns: "chat" },
    query: readMessagesSchema,
  },
  ({ user, params, query }) => getMessages(user.id, params.id, query.upTo),
);
