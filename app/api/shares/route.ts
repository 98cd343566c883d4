import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { listLinks } from "@/lib/server/shares/list-links";

export const GET = guard({ user: "required", limit: LIMITS.read }, ({ user }) =>
  listLinks(user.id),
);
