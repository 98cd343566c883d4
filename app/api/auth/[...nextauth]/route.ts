import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { handlers } from "@/lib/server/users/auth";

export const GET = guard({ user: "none", limit: LIMITS.read }, ({ request }) =>
  handlers.GET(request),
);

export const POST = guard({ user: "none", limit: LIMITS.signIn }, ({ request }) =>
  handlers.POST(request),
);
