import { feedbackSchema } from "@/lib/contracts/feedback";
import { giveFeedback } from "@/lib/server/feedback/give-feedback";
import { removeFeedback } from "@/lib/server/feedback/remove-feedback";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

const mine = { user: "required", limit: LIMITS.write, params: idParams, owns: "turn" } as const;

export const PUT = guard({ ...mine, body: feedbackSchema }, async ({ user, params, body }) => {
  await giveFeedback(user.id, params.id, body);
  return new Response(null, { status: 204 });
});

export const DELETE = guard(mine, async ({ user, params }) => {
  await removeFeedback(user.id, params.id);
  return new Response(null, { status: 204 });
});
