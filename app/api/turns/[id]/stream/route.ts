import { z } from "zod";
import { guard } from "@/lib/server/guard";
import { LIMITS } from "@/lib/server/limits";
import { idParams } from "@/lib/server/params";
import { streamTurn } from "@/lib/server/turns/stream-turn";

export const dynamic = "force-dynamic";

const position = z.coerce.number().int().min(0).max(1_000_000_000);
const querySchema = z.object({ after: position.optional() });

export const GET = guard(
  { user: "required", limit: LIMITS.stream, params: idParams, query: querySchema, owns: "turn" },
  async ({ params, query, request }) => {
    // EventSource sends the header by itself when it reconnects, with the first address.
    const header = position.safeParse(request.headers.get("last-event-id"));
    const after = Math.max(query.after ?? 0, header.success ? header.data : 0);
    return await streamTurn(params.id, after, request.signal);
  },
);
