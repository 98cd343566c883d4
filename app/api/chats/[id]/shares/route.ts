import { makeLinkSchema } from "@/lib/contracts/share";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";
import { listLinks } from "@/lib/server/shares/list-links";
import { makeLink } from "@/lib/server/shares/make-link";

const mine = { user: "required", params: idParams, owns: "chat" } as const;

export const GET = guard({ ...mine, limit: LIMITS.read }, ({ user, params }) =>
  listLinks(user.id, params.id),
);

export const POST = guard(
  { ...mine, limit: LIMITS.write, body: makeLinkSchema },
  async ({ user, params, body }) =>
    Response.json(await makeLink(user.id, params.id, body), {
      status: 201,
      headers: { "cache-control": "no-store" },
    }),
);
