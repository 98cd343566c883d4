import { z } from "zod";
import { notFound } from "@/lib/server/errors";
import { guard } from "@/lib/server/guard";
import { readCard } from "@/lib/server/learn/read-card";
import { LIMITS } from "@/lib/server/limits";

const paramsSchema = z.object({ id: z.string().regex(/^[a-z0-9-]{1,80}$/) });

export const GET = guard(
  { user: "none", limit: LIMITS.read, params: paramsSchema },
  async ({ params }) => {
    const card = readCard(params.id);
    if (card === null) throw notFound("card");
    return card;
  },
);
