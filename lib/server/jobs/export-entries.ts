import "server-only";
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import type { ChatExport } from "@/lib/contracts/export";
import { db } from "../db";
import { AppError } from "../errors";
import { chatMarkdown } from "../export/chat-markdown";
import { nameFrom } from "../export/file-name";
import { readExport } from "../export/read-export";
import { hasImageFile, imageFile } from "../images/files";
import { accountFile, README } from "./account-file";
import type { ListedChat } from "./listed-chat";
import { pictureName } from "./picture-name";

/** One file of the zip. Opened when its turn comes, and not before. */
export type Entry = { name: string; stored: boolean; open: () => Promise<Readable> };

const text = (content: string): Readable => Readable.from([Buffer.from(content, "utf8")]);
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

async function chatsOf(userId: string): Promise<ListedChat[]> {
  const rows = await db().chat.findMany({
    where: { userId, deletedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, title: true },
  });
  const digits = String(rows.length).length;
  return rows.map(({ id, title }, at) => {
    const name = `chats/${String(at + 1).padStart(digits, "0")}-${nameFrom(title)}`;
    return { id, title, json: `${name}.json`, markdown: `${name}.md` };
  });
}

/** A chat's two files, read once: the second is written right behind the first. */
function chatEntries(userId: string, listed: ListedChat): Entry[] {
  let read: ChatExport | null | undefined;
  const once = async (): Promise<ChatExport | null> => {
    if (read === undefined) read = await readChat(userId, listed.id);
    return read;
  };
  const gone = "This chat was deleted while the export was written.";
  return [
    {
      ...{ name: listed.json, stored: false },
      open: async () => text(json((await once()) ?? { deleted: gone })),
    },
    {
      ...{ name: listed.markdown, stored: false },
      open: async () => {
        const chat = await once();
        // It may be one of thousands.
        read = undefined;
        return text(chat === null ? `${gone}\n` : chatMarkdown(chat));
      },
    },
  ];
}

async function readChat(userId: string, chatId: string): Promise<ChatExport | null> {
  const fileOf = (sha256: string): string => `../${pictureName(sha256)}`;
  try {
    const read = await db().$transaction(
      (tx) => readExport(tx, { userId, chatId, which: "all", fileOf }),
      { isolationLevel: "RepeatableRead" },
    );
    return read.chat;
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") return null;
    throw error;
  }
}

/** The files of the export of everything: what is in it, the account, each chat twice, each picture once. */
export async function entriesOf(userId: string): Promise<Entry[]> {
  const chats = await chatsOf(userId);
  const images = await db().image.findMany({
    where: { userId },
    distinct: ["sha256"],
    select: { sha256: true },
  });
  const pictures: Entry[] = [];
  for (const { sha256 } of images) {
    if (!(await hasImageFile(sha256))) continue;
    const open = async (): Promise<Readable> => createReadStream(imageFile(sha256));
    // PNG is compressed already.
    pictures.push({ name: pictureName(sha256), stored: true, open });
  }
  return [
    { name: "README.txt", stored: false, open: async () => text(README) },
    {
      ...{ name: "account.json", stored: false },
      open: async () => text(json(await accountFile(userId, chats))),
    },
    ...chats.flatMap((chat) => chatEntries(userId, chat)),
    ...pictures,
  ];
}
