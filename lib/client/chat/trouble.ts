import { ApiError } from "@/lib/client/api/http";

/** Something that went wrong between the browser and the server; the question is kept. */
export type Trouble = { message: string; code: string; kind: "not-sent" | "lost" | "action" };

/** An error as a person reads it, with the code to quote. */
export function troubleOf(error: unknown, kind: Trouble["kind"]): Trouble {
  if (error instanceof ApiError) return { message: error.message, code: error.code, kind };
  return {
    message: "The connection to the answer was lost. It goes on without this page.",
    code: "connection-lost",
    kind,
  };
}
