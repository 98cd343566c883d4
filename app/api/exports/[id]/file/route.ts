import { guard } from "@/lib/server/guard";
import { sendExport } from "@/lib/server/jobs/send-export";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

export const GET = guard(
  { user: "required", limit: LIMITS.download, params: idParams, owns: "export" },
  ({ user, params }) => sendExport(user.id, params.id),
);
