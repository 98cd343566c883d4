import { lookSchema } from "@/lib/contracts/look";
import { guard } from "@/lib/server/guard";
import { lookAtPicture } from "@/lib/server/images/look-at-picture";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

export const POST = guard(
  { user: "required", limit: LIMITS.look, params: idParams, owns: "image", body: lookSchema },
  ({ user, params, body }) => lookAtPicture({ userId: user.id, id: params.id, input: body }),
);
