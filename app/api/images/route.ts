import { z } from "zod";
import { AppError } from "@/lib/server/errors";
import { guard } from "@/lib/server/guard";
import { takeUpload } from "@/lib/server/images/take-upload";
import { LIMITS } from "@/lib/server/limits";

function uploadIdOf(header: string | null): string | undefined {
  const parsed = z.uuid().nullable().safeParse(header);
  if (parsed.success) return parsed.data ?? undefined;
  throw new AppError("bad-input", "The upload's number can't be read.");
}

export const POST = guard({ user: "guest", limit: LIMITS.upload }, async ({ user, request }) => {
  const uploadId = uploadIdOf(request.headers.get("x-upload-id"));
  const { image, fresh } = await takeUpload({ userId: user.id, request, uploadId });
  return Response.json(image, { status: fresh ? 201 : 200 });
});
