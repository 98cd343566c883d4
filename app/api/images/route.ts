import { z } from "zod";
import { AppError } from "@/lib/server/errors";
import { guard } from "@/lib/server/guard";
import { takeUpload } from "@/lib/server/images/take-upload";
import { LIMITS } from "@/lib/server/limits";

function nameOf(header: string | null): string {
  try {
    return decodeURIComponent(header ?? "picture");
  } catch (error) {
    throw new AppError("bad-input", "The file's name can't be read.", undefined, { cause: error });
  }
}

function uploadIdOf(header: string | null): string | undefined {
  const parsed = z.uuid().nullable().safeParse(header);
  if (parsed.success) return parsed.data ?? undefined;
  throw new AppError("bad-input", "The upload's number can't be read.");
}

export const POST = guard({ user: "guest", limit: LIMITS.upload }, async ({ user, request }) => {
  const name = nameOf(request.headers.get("x-file-name"));
  const uploadId = uploadIdOf(request.headers.get("x-upload-id"));
  const { image, fresh } = await takeUpload({ userId: user.id, request, name, uploadId });
  return Response.json(image, { status: fresh ? 201 : 200 });
});
