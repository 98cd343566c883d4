import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";
import { stopTurn } from "@/lib/server/turns/stop-turn";

export const POST = guard(
  { user: "required", limit: LIMITS.write, params: idParams, owns: "turn" },
  async ({ user, params }) => {
    await stopTurn(user.id, params.id);
    return new Response(null, { status: 204 });
  },
);
