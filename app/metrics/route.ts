import { notFound } from "@/lib/server/errors";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { mayReadMetrics } from "@/lib/server/metrics/may-read-metrics";
import { readMetrics } from "@/lib/server/metrics/read-metrics";

export const dynamic = "force-dynamic";

export const GET = guard({ user: "none", limit: LIMITS.metrics }, async ({ request }) => {
  if (!mayReadMetrics(request.headers)) throw notFound("page");
  const { text, contentType } = await readMetrics();
  return new Response(text, {
    headers: { "content-type": contentType, "cache-control": "no-store" },
  });
});
