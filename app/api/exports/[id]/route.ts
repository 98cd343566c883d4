import { guard } from "@/lib/server/guard";
import { removeExport } from "@/lib/server/jobs/request-export";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

export const DELETE = guard(
  { user: "required", limit: LIMITS.write, params: idParams, owns: "export" },
  async ({ user, params }) => {
    await removeExport(user.id, params.id);
    return new Response(null, { status: 204 });
  },
);
