import { signInSchema } from "@/lib/contracts/account";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { signInUser, signOutUser } from "@/lib/server/users/sign-in";

export const POST = guard({ user: "none", limit: LIMITS.signIn, body: signInSchema }, ({ body }) =>
  signInUser(body),
);

export const DELETE = guard({ user: "none", limit: LIMITS.write }, async () => {
  await signOutUser();
  return new Response(null, { status: 204 });
});
