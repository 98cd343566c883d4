import { guard } from "@/lib/server/guard";
import { readDeletion } from "@/lib/server/jobs/read-deletion";
import { LIMITS } from "@/lib/server/limits";
import { tokenParams } from "@/lib/server/params";

export const GET = guard(
  { user: "none", limit: LIMITS.share, params: tokenParams },
  async ({ params }) =>
    Response.json(await readDeletion(params.token), {
      headers: { "cache-control": "private, no-store" },
    }),
);
