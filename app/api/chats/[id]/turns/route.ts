import { startTurnSchema } from "@/lib/contracts/api";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";
import { startTurn } from "@/lib/server/turns/start-turn";

export const POST = guard(
  { user: "guest", limit: LIMITS.question, params: idParams, body: startTurnSchema },
  async ({ user, params, body }) => {
    const started = await startTurn({ userId: user.id, chatId: params.id, input: body });
    return Response.json(started, { status: 202 });
  },
);
