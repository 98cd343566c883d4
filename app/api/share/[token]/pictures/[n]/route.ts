import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { linkPictureParams } from "@/lib/server/params";
import { openLinkPicture } from "@/lib/server/shares/open-link";

export const GET = guard(
  { user: "none", limit: LIMITS.share, params: linkPictureParams },
  async ({ params }) => {
    const png = await openLinkPicture(params.token, params.n);
    return new Response(new Uint8Array(png), {
      headers: { "content-type": "image/png", "cache-control": "private, no-store" },
    });
  },
);
