import { z } from "zod";
import { changeLimitSchema } from "@/lib/contracts/admin";
import { changeLimit } from "@/lib/server/admin/limits";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";

// "@" comes as it was written in the address, or as %40.
const params = z.object({
  name: z
    .string()
    .transform((name) => name.replace("%40", "@"))
    .pipe(z.string().regex(/^[a-z-]{1,40}@?$/)),
});
const rule = { user: "admin", limit: LIMITS.write, params } as const;

export const PUT = guard(
  { ...rule, body: changeLimitSchema },
  async ({ user, params: { name }, body }) => {
    await changeLimit(user.id, name, body.value);
    return new Response(null, { status: 204 });
  },
);

export const DELETE = guard(rule, async ({ user, params: { name } }) => {
  await changeLimit(user.id, name, null);
  return new Response(null, { status: 204 });
});
