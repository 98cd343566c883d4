import { restoreChat } from "@/lib/server/chats/restore-chat";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

export const POST = guard(
  { user: "required", limit: LIMITS.write, params: idParams, owns: "deleted-chat" },
  async ({ user, params }) => {
    await restoreChat(user.id, params.id);
    return new Response(null, { status: 204 });
  },
);
