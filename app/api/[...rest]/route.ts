import { AppError } from "@/lib/server/errors";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";

const nothing = async (): Promise<never> => {
  throw new AppError("not-found", "There is no such address here. Check how it is written.");
};

export const GET = guard({ user: "none", limit: LIMITS.read }, nothing);
export const POST = guard({ user: "none", limit: LIMITS.write }, nothing);
export const PUT = guard({ user: "none", limit: LIMITS.write }, nothing);
export const PATCH = guard({ user: "none", limit: LIMITS.write }, nothing);
export const DELETE = guard({ user: "none", limit: LIMITS.write }, nothing);
