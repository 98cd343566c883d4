import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { finishOidc } from "@/lib/server/users/oidc-flow";

export const GET = guard({ user: "optional", limit: LIMITS.provider }, ({ request, user }) =>
  finishOidc(request, user),
);
