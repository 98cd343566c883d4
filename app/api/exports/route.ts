import { guard } from "@/lib/server/guard";
import { listExports, requestExport } from "@/lib/server/jobs/request-export";
import { LIMITS } from "@/lib/server/limits";

export const GET = guard({ user: "required", limit: LIMITS.read }, ({ user }) =>
  listExports(user.id),
);

export const POST = guard({ user: "required", limit: LIMITS.export }, async ({ user }) =>
  Response.json(await requestExport(user), { status: 202 }),
);
