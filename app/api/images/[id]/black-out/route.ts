import { blackOutSchema } from "@/lib/contracts/look";
import { guard } from "@/lib/server/guard";
import { blackOutPicture } from "@/lib/server/images/black-out-picture";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

export const POST = guard(
  { user: "required", limit: LIMITS.look, params: idParams, owns: "image", body: blackOutSchema },
  async ({ user, params, body }) =>
    Response.json(await blackOutPicture({ userId: user.id, id: params.id, input: body }), {
      status: 201,
    }),
);
