import { guard } from "@/lib/server/guard";
import { checkHealth } from "@/lib/server/health/check-health";
import { LIMITS } from "@/lib/server/limits";

export const dynamic = "force-dynamic";

export const GET = guard({ user: "none", limit: LIMITS.health }, async () => {
  const health = await checkHealth();
  return Response.json(health, { status: health.ready ? 200 : 503 });
});
