import "server-only";
import { type ChatExport, EXPORT_NOTICE, type ExportPicture } from "@/lib/contracts/export";
import type { EvlfMessage } from "@/lib/contracts/message";
import { branchOf, MESSAGE, type MessageRow, toMessage } from "../chats/messages";
import type { Tx } from "../db";
import { notFound } from "../errors";
import { exportMessage, sourcesOf } from "./export-message";

type Options = {
  userId: string;
  chatId: string;
  /** The branch that is shown, or every version. */
  which: "shown" | "all";
  /** Where the file of a picture (by its hash) will lie beside this one; null: nowhere. */
  fileOf: (sha256: string) => string | null;
};

/** A chat as a file, and for each of its pictures the hash of the stored file and its name there. */
export type ReadExport = { chat: ChatExport; files: { id: string; sha256: string }[] };

/**
 * Reads a chat into the form that every export is written from.
 *
 * @throws AppError not-found.
 */
export async function readExport(tx: Tx, options: Options): Promise<ReadExport> {
  const { userId, chatId, which, fileOf } = options;
  const chat = await tx.chat.findUnique({
    where: { id: chatId, userId, deletedAt: null },
    select: { title: true, createdAt: true, updatedAt: true, leafId: true },
  });
  if (chat === null) throw notFound("chat");
  const rows = await tx.message.findMany({
    where: { chatId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: MESSAGE,
  });
  const branch = branchOf(rows, chat.leafId);
  const taken = which === "all" ? rows : branch;
  const messages = taken.map(toMessage);
  const ids = new Map(taken.map(({ id }, at) => [id, `m${at + 1}`]));
  const known = await picturesOf(tx, userId, messages, fileOf);
  return {
    chat: {
      ...{ format: "evlf-chat", version: 1, notice: EXPORT_NOTICE },
      exportedAt: new Date().toISOString(),
      title: chat.title,
      createdAt: chat.createdAt.toISOString(),
      updatedAt: chat.updatedAt.toISOString(),
      shown: branch.flatMap(({ id }) => ids.get(id) ?? []),
      messages: messages.map((message, at) =>
        exportMessage(message, {
          id: `m${at + 1}`,
          parent: ids.get(taken[at]?.parentId ?? "") ?? null,
          at: (taken[at] as MessageRow).createdAt,
          pictureId: (imageId) => known.ids.get(imageId) ?? null,
        }),
      ),
      pictures: known.pictures,
      sources: sourcesOf(messages),
    },
    files: known.files,
  };
}

async function picturesOf(
  tx: Tx,
  userId: string,
  messages: EvlfMessage[],
  fileOf: Options["fileOf"],
) {
  const shown = new Map(
    messages.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.type === "data-image" ? [[part.data.imageId, part.data]] : [])),
    ) as [string, { imageId: string; name: string; width: number; height: number }][],
  );
  const rows = await tx.image.findMany({
    where: { id: { in: [...shown.keys()] }, userId },
    select: { id: true, sha256: true, origin: true, notes: true },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const ids = new Map<string, string>();
  const files: ReadExport["files"] = [];
  const pictures = [...shown.values()].map(
    ({ imageId, name, width, height }, at): ExportPicture => {
      const id = `p${at + 1}`;
      const row = byId.get(imageId);
      ids.set(imageId, id);
      if (row !== undefined) files.push({ id, sha256: row.sha256 });
      return {
        ...{ id, name, width, height },
        origin: row?.origin ?? null,
        notes: row?.notes ?? [],
        file: row === undefined ? null : fileOf(row.sha256),
      };
    },
  );
  return { ids, files, pictures };
}
