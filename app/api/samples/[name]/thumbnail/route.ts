import { guard } from "@/lib/server/guard";
import { pngResponse } from "@/lib/server/images/png-response";
import { LIMITS } from "@/lib/server/limits";
import { nameParams } from "@/lib/server/params";
import { sampleThumbnail } from "@/lib/server/samples/sample-thumbnail";

export const GET = guard(
  { user: "none", limit: LIMITS.read, params: nameParams },
  async ({ params, request }) => {
    const { png, tag } = await sampleThumbnail(params.name);
    return await pngResponse(request, async () => png, tag);
  },
);
