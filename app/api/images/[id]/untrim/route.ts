import { guard } from "@/lib/server/guard";
import { untrimPicture } from "@/lib/server/images/untrim-picture";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";

export const POST = guard(
  { user: "required", limit: LIMITS.write, params: idParams, owns: "image" },
  ({ user, params }) => untrimPicture(user.id, params.id),
);
