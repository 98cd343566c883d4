import { AppError } from "@/lib/server/errors";
import { guard } from "@/lib/server/guard";
import { storeImage } from "@/lib/server/images/store-image";
import { LIMITS } from "@/lib/server/limits";

const MAX_BYTES = 40 * 1024 * 1024;

function nameOf(header: string | null): string {
  try {
    return decodeURIComponent(header ?? "picture");
  } catch (error) {
    throw new AppError("bad-input", "The file's name can't be read.", undefined, { cause: error });
  }
}

export const POST = guard(
  { user: "guest", limit: LIMITS.upload, maxBytes: MAX_BYTES },
  async ({ user, bytes, request }) => {
    const name = nameOf(request.headers.get("x-file-name"));
    return Response.json(await storeImage({ userId: user.id, bytes, name }), { status: 201 });
  },
);
