import { archiveChat } from "@/lib/server/chats/archive-chat";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

const mine = { user: "required", limit: LIMITS.write, params: idParams, owns: "chat" } as const;

export const PUT = guard(mine, async ({ user, params }) => {
  await archiveChat(user.id, params.id, true);
  return new Response(null, { status: 204 });
});

export const DELETE = guard(mine, async ({ user, params }) => {
  await archiveChat(user.id, params.id, false);
  return new Response(null, { status: 204 });
});
