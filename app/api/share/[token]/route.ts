import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { tokenParams } from "@/lib/server/params";
import { openLink } from "@/lib/server/shares/open-link";

export const GET = guard(
  { user: "none", limit: LIMITS.share, params: tokenParams },
  async ({ params }) =>
    Response.json(await openLink(params.token), {
      headers: { "cache-control": "private, no-store" },
    }),
);
