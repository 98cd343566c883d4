import { setAudienceSchema } from "@/lib/contracts/account";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { toMe } from "@/lib/server/users/current-user";
import { setAudience } from "@/lib/server/users/set-audience";

export const GET = guard({ user: "optional", limit: LIMITS.read }, async ({ user }) => toMe(user));

export const PATCH = guard(
  { user: "guest", limit: LIMITS.write, body: setAudienceSchema },
  ({ user, body }) => setAudience(user.id, body),
);
