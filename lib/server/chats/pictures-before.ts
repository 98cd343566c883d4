import "server-only";
import type { EvlfMessage } from "@/lib/contracts/message";
import type { Tx } from "../db";

/**
 * The pictures of the branch that ends at this message, each with the name that it has there: their
 * count is how many a picture that comes next comes after.
 */
export async function picturesBefore(
  tx: Tx,
  chatId: string,
  leafId: string | null,
): Promise<Map<string, string>> {
  if (leafId === null) return new Map();
  const rows = await tx.$queryRaw<{ parts: EvlfMessage["parts"] }[]>`
    WITH RECURSIVE up AS (
      SELECT id, parent_id FROM message WHERE id = ${leafId}::uuid AND chat_id = ${chatId}::uuid
      UNION ALL
      SELECT m.id, m.parent_id FROM message m JOIN up ON m.id = up.parent_id
    )
    SELECT m.parts FROM message m JOIN up ON up.id = m.id
    WHERE EXISTS (SELECT 1 FROM message_image i WHERE i.message_id = m.id)`;
  const names = new Map<string, string>();
  for (const part of rows.flatMap(({ parts }) => parts))
    if (part.type === "data-image") names.set(part.data.imageId, part.data.name);
  return names;
}
