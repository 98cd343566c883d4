import "server-only";
import { open } from "node:fs/promises";
import { db } from "../db";
import { notFound } from "../errors";
import { exportFile } from "./export-files";

/**
 * The file of a finished export, as a stream.
 *
 * @throws AppError not-found when it is not there: not written yet, gone, or somebody else's.
 */
export async function sendExport(userId: string, id: string): Promise<Response> {
  const row = await db().accountJob.findFirst({
    where: { id, userId, kind: "export", state: "done", expiresAt: { gt: new Date() } },
    select: { createdAt: true },
  });
  if (row === null) throw notFound("export");
  const file = await open(exportFile(id)).catch(() => null);
  if (file === null) throw notFound("export");
  const { size } = await file.stat();
  // Closed with the last byte, or when the browser hangs up.
  const body = file.readableWebStream({ autoClose: true }) as ReadableStream<Uint8Array>;
  const day = row.createdAt.toISOString().slice(0, 10);
  return new Response(body, {
    headers: {
      "content-type": "application/zip",
      "content-length": String(size),
      "content-disposition": `attachment; filename="evlf-chat-${day}.zip"`,
      "cache-control": "private, no-store",
    },
  });
}
