import { makeResetLink } from "@/lib/server/admin/change-user";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

export const POST = guard(
  { user: "admin", limit: LIMITS.write, params: idParams },
  async ({ user, params }) =>
    Response.json(await makeResetLink({ adminId: user.id, id: params.id }), { status: 201 }),
);
