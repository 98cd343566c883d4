import { deleteAccountSchema } from "@/lib/contracts/jobs";
import { guard } from "@/lib/server/guard";
import { requestDeletion } from "@/lib/server/jobs/request-deletion";
import { LIMITS } from "@/lib/server/limits";

export const POST = guard(
  { user: "required", limit: LIMITS.deletion, body: deleteAccountSchema },
  async ({ user, body }) => Response.json(await requestDeletion(user, body), { status: 202 }),
);
