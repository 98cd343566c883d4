import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";
import { continueTurn } from "@/lib/server/turns/continue-turn";

export const POST = guard(
  { user: "required", limit: LIMITS.question, params: idParams, owns: "turn" },
  async ({ user, params }) => {
    const started = await continueTurn({ userId: user.id, turnId: params.id });
    return Response.json(started, { status: 202 });
  },
);
