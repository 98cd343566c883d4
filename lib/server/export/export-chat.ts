import "server-only";
import type { ExportForm } from "@/lib/contracts/export";
import { db } from "../db";
import { readImageFile } from "../images/files";
import { log } from "../log";
import { chatMarkdown } from "./chat-markdown";
import { chatPdf } from "./chat-pdf";
import { fileName } from "./file-name";
import { type ReadExport, readExport } from "./read-export";

const FORMS: Record<ExportForm, { type: string; ending: string }> = {
  markdown: { type: "text/markdown; charset=utf-8", ending: "md" },
  json: { type: "application/json; charset=utf-8", ending: "json" },
  pdf: { type: "application/pdf", ending: "pdf" },
};

/** Stored PNGs by their number in the export; a file that is gone is told of in the log. */
function pngOf({ files }: ReadExport): (id: string) => Promise<Buffer | null> {
  const hashes = new Map(files.map(({ id, sha256 }) => [id, sha256]));
  return async (id) => {
    const sha256 = hashes.get(id);
    if (sha256 === undefined) return null;
    try {
      return await readImageFile(sha256);
    } catch (error) {
      log().warn({ err: error }, "a picture of an export could not be read");
      return null;
    }
  };
}

/**
 * The branch of a chat that is shown, as a file to keep: Markdown, JSON (docs/export-format.md) or
 * PDF with its pictures.
 *
 * @throws AppError not-found.
 */
export async function exportChat(
  userId: string,
  chatId: string,
  form: ExportForm,
): Promise<Response> {
  const read = await db().$transaction(
    (tx) => readExport(tx, { userId, chatId, which: "shown", fileOf: () => null }),
    { isolationLevel: "RepeatableRead" },
  );
  const { type, ending } = FORMS[form];
  const name = fileName(read.chat.title, ending);
  const headers = {
    "content-type": type,
    "content-disposition": `attachment; filename="${name.plain}"; filename*=UTF-8''${name.encoded}`,
    "cache-control": "private, no-store",
  };
  if (form === "pdf") {
    const pdf = await chatPdf(read.chat, pngOf(read));
    return new Response(new Uint8Array(pdf), { headers });
  }
  const text =
    form === "json" ? `${JSON.stringify(read.chat, null, 2)}\n` : chatMarkdown(read.chat);
  return new Response(text, { headers });
}
