import { endSessions } from "@/lib/server/admin/change-user";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

export const DELETE = guard(
  { user: "admin", limit: LIMITS.write, params: idParams },
  async ({ user, params }) => ({
    ended: await endSessions({ adminId: user.id, id: params.id }),
  }),
);
