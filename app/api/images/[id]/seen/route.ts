import { guard } from "@/lib/server/guard";
import { pngResponse } from "@/lib/server/images/png-response";
import { seenImage } from "@/lib/server/images/seen-image";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

export const GET = guard(
  { user: "required", limit: LIMITS.read, params: idParams, owns: "image" },
  async ({ user, params, request }) => {
    const { png, tag } = await seenImage(user.id, params.id);
    return await pngResponse(request, async () => png, tag);
  },
);
