import { guard } from "@/lib/server/guard";
import { pngResponse } from "@/lib/server/images/png-response";
import { readStoredImage } from "@/lib/server/images/read-image";
import { removePicture } from "@/lib/server/images/remove-picture";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

export const GET = guard(
  { user: "required", limit: LIMITS.read, params: idParams, owns: "image" },
  async ({ user, params, request }) => {
    const { png, sha256 } = await readStoredImage(user.id, params.id);
    return await pngResponse(request, async () => png, sha256);
  },
);

export const DELETE = guard(
  { user: "required", limit: LIMITS.write, params: idParams, owns: "image" },
  async ({ user, params }) => {
    await removePicture(user.id, params.id);
    return new Response(null, { status: 204 });
  },
);
