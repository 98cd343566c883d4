import { guard } from "@/lib/server/guard";
import { storeCanonical } from "@/lib/server/images/store-image";
import { LIMITS } from "@/lib/server/limits";
import { nameParams } from "@/lib/server/params";
import { openSample } from "@/lib/server/samples/list-samples";

export const POST = guard(
  { user: "guest", limit: LIMITS.upload, params: nameParams },
  async ({ user, params }) => {
    const { sample, png } = await openSample(params.name);
    const image = await storeCanonical(user.id, sample.title, { ...sample, png });
    return Response.json(image, { status: 201 });
  },
);
