import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { currentSessionToken } from "@/lib/server/users/auth";
import { listSessions } from "@/lib/server/users/list-sessions";

export const GET = guard({ user: "required", limit: LIMITS.read }, async ({ user }) =>
  listSessions(user.id, await currentSessionToken()),
);
