import { streamChanges } from "@/lib/server/changes/stream-changes";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";

export const dynamic = "force-dynamic";

export const GET = guard({ user: "required", limit: LIMITS.stream }, ({ user, request }) =>
  streamChanges(user.id, request.signal),
);
