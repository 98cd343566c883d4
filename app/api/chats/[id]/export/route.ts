import { exportFormSchema } from "@/lib/contracts/export";
import { exportChat } from "@/lib/server/export/export-chat";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

export const GET = guard(
  {
    ...{ user: "required", limit: LIMITS.download, params: idParams, owns: "chat" },
    query: exportFormSchema,
  },
  ({ user, params, query }) => exportChat(user.id, params.id, query.form),
);
