import { changePasswordSchema, signUpSchema } from "@/lib/contracts/account";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { currentSessionToken } from "@/lib/server/users/auth";
import { changePassword } from "@/lib/server/users/change-password";
import { signUp } from "@/lib/server/users/sign-up";

export const POST = guard(
  { user: "optional", limit: LIMITS.signUp, body: signUpSchema },
  async ({ user, body }) => Response.json(await signUp(user, body), { status: 201 }),
);

export const PATCH = guard(
  { user: "required", limit: LIMITS.signIn, body: changePasswordSchema },
  async ({ user, body }) => {
    const keepToken = await currentSessionToken();
    return { signedOut: await changePassword({ user, keepToken, input: body }) };
  },
);
