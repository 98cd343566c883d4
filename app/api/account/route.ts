import { signUpSchema } from "@/lib/contracts/account";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { signUp } from "@/lib/server/users/sign-up";

export const POST = guard(
  { user: "optional", limit: LIMITS.signUp, body: signUpSchema },
  async ({ user, body }) => Response.json(await signUp(user, body), { status: 201 }),
);
