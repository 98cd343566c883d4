import { changeUserSchema } from "@/lib/contracts/admin";
import { changeUser } from "@/lib/server/admin/change-user";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

export const PATCH = guard(
  { user: "admin", limit: LIMITS.write, params: idParams, body: changeUserSchema },
  async ({ user, params, body }) => {
    await changeUser({ adminId: user.id, id: params.id, change: body });
    return new Response(null, { status: 204 });
  },
);
