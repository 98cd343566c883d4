import { renameChatSchema } from "@/lib/contracts/account";
import { readChatSchema } from "@/lib/contracts/api";
import { deleteChat } from "@/lib/server/chats/delete-chat";
import { getChat } from "@/lib/server/chats/get-chat";
import { renameChat } from "@/lib/server/chats/rename-chat";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

const mine = { user: "required", params: idParams, owns: "chat" } as const;

export const GET = guard(
  { ...mine, limit: LIMITS.read, query: readChatSchema },
  ({ user, params, query }) => getChat(user.id, params.id, query),
);

export const PATCH = guard(
  { ...mine, limit: LIMITS.write, body: renameChatSchema },
  async ({ user, params, body }) => {
    await renameChat(user.id, params.id, body);
    return new Response(null, { status: 204 });
  },
);

export const DELETE = guard({ ...mine, limit: LIMITS.write }, async ({ user, params }) => {
  await deleteChat(user.id, params.id);
  return new Response(null, { status: 204 });
});
