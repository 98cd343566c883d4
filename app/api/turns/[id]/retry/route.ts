import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";
import { retryTurn } from "@/lib/server/turns/retry-turn";

export const POST = guard(
  { user: "required", limit: LIMITS.question, params: idParams, owns: "turn" },
  async ({ user, params }) => {
    const started = await retryTurn({ userId: user.id, turnId: params.id });
    return Response.json(started, { status: 202 });
  },
);
