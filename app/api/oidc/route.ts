import { startOidcSchema } from "@/lib/contracts/account";
import { AppError } from "@/lib/server/errors";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { disconnectProvider } from "@/lib/server/users/disconnect-provider";
import { startOidc } from "@/lib/server/users/oidc-flow";

export const POST = guard(
  { user: "optional", limit: LIMITS.provider, body: startOidcSchema },
  async ({ user, body }) => {
    if (!body.connect) return { url: await startOidc(null) };
    if (user === null || user.guest) {
      throw new AppError("unauthenticated", "Sign in first, and then connect your account.");
    }
    return { url: await startOidc(user) };
  },
);

export const DELETE = guard({ user: "required", limit: LIMITS.write }, async ({ user }) => {
  await disconnectProvider(user.id);
  return new Response(null, { status: 204 });
});
