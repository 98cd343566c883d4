import { resetPasswordSchema } from "@/lib/contracts/account";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { resetPassword } from "@/lib/server/users/reset-password";

export const POST = guard(
  { user: "none", limit: LIMITS.signIn, body: resetPasswordSchema },
  async ({ body }) => {
    await resetPassword(body);
    return new Response(null, { status: 204 });
  },
);
