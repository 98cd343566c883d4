import { guard } from "@/lib/server/guard";
import { imageInfo } from "@/lib/server/images/image-info";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

export const GET = guard(
  { user: "required", limit: LIMITS.read, params: idParams, owns: "image" },
  ({ user, params }) => imageInfo(user.id, params.id),
);
