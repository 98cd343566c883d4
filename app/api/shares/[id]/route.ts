import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";
import { revokeLink } from "@/lib/server/shares/revoke-link";

export const DELETE = guard(
  { user: "required", limit: LIMITS.write, params: idParams, owns: "share" },
  async ({ user, params }) => {
    await revokeLink(user.id, params.id);
    return new Response(null, { status: 204 });
  },
);
