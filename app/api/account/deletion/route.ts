import { deleteAccountSchema } from "@/lib/contracts/jobs";
import { guard } from "@/lib/server/guard";
import { requestDeletion } from "@/lib/server/jobs/request-deletion";
import { LIMITS } from "@/lib/server/limits";
import { currentSessionToken } from "@/lib/server/users/auth";

export const POST = guard(
  { user: "required", limit: LIMITS.deletion, body: deleteAccountSchema },
  async ({ user, body }) => {
    const token = await currentSessionToken();
    return Response.json(await requestDeletion(user, body, token), { status: 202 });
  },
);
