import { turnToSchema } from "@/lib/contracts/api";
import { turnTo } from "@/lib/server/chats/turn-to";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

export const PUT = guard(
  { user: "required", limit: LIMITS.write, params: idParams, owns: "chat", body: turnToSchema },
  ({ user, params, body }) => turnTo(user.id, params.id, body),
);
