import { becomeAdminSchema } from "@/lib/contracts/account";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { becomeAdmin } from "@/lib/server/users/first-admin";

export const POST = guard(
  { user: "required", limit: LIMITS.signIn, body: becomeAdminSchema },
  async ({ user, body }) => {
    await becomeAdmin(user, body.code);
    return new Response(null, { status: 204 });
  },
);
