import { guard } from "@/lib/server/guard";
import { pngResponse } from "@/lib/server/images/png-response";
import { readStoredImage } from "@/lib/server/images/read-image";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

export const GET = guard(
  { user: "required", limit: LIMITS.read, params: idParams, owns: "image" },
  async ({ user, params, request }) => {
    const { png, sha256 } = await readStoredImage(user.id, params.id);
    return await pngResponse(request, async () => png, sha256);
  },
);
