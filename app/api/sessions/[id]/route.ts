import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";
import { endSession } from "@/lib/server/users/end-session";

export const DELETE = guard(
  { user: "required", limit: LIMITS.write, params: idParams, owns: "session" },
  async ({ user, params }) => {
    await endSession(user.id, params.id);
    return new Response(null, { status: 204 });
  },
);
