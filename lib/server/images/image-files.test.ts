import { randomUUID } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";

withDatabase();

const picture = (shade: number): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: { r: shade, g: 0, b: 0 } } })
    .withExif({ IFD0: { Artist: "Jane Doe" } })
    .jpeg()
    .toBuffer();

const files = (): string[] => {
  const folder = path.join(process.env.DATA_DIR ?? "", "images");
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => existsSync(path.join(folder, name)) && name.endsWith(".png"),
  );
};

async function newUser(): Promise<string> {
  const { db } = await import("../db");
  return (await db().user.create({ data: { guest: true }, select: { id: true } })).id;
}

async function upload(userId: string, shade: number) {
  const { takeUpload } = await import("./take-upload");
  const body = new Uint8Array(await picture(shade));
  const request = new Request("http://x/", { method: "POST", body });
  return (await takeUpload({ userId, request })).image;
}

async function chatWith(userId: string, imageId: string): Promise<string> {
  const { startTurn } = await import("../turns/start-turn");
  const { stopTurn } = await import("../turns/stop-turn");
  const chatId = randomUUID();
  const input = {
    messageId: randomUUID(),
    text: "?",
    imageIds: [imageId],
    audience: "patient" as const,
  };
  const { turnId } = await startTurn({ userId, chatId, input });
  await stopTurn(userId, turnId);
  return chatId;
}

describe("a stored picture", () => {
  test("is a PNG without headers, under its own hash, and has no name", async () => {
    const { readStoredImage } = await import("./read-image");
    const { sha256Of } = await import("./files");
    const userId = await newUser();
    const info = await upload(userId, 10);
    expect(info).toMatchObject({ name: "", width: 40, height: 30, origin: "JPEG" });
    const { png, sha256 } = await readStoredImage(userId, info.id);
    const meta = await sharp(png).metadata();
    expect(meta.format).toBe("png");
    expect(meta.exif).toBeUndefined();
    expect(png.includes("Jane Doe")).toBe(false);
    expect(sha256Of(png)).toBe(sha256);
  });

  test("is not there for anybody else", async () => {
    const { readStoredImage } = await import("./read-image");
    const { startTurn } = await import("../turns/start-turn");
    const info = await upload(await newUser(), 20);
    const stranger = await newUser();
    await expect(readStoredImage(stranger, info.id)).rejects.toMatchObject({ code: "not-found" });
    const input = {
      messageId: randomUUID(),
      text: "?",
      imageIds: [info.id],
      audience: "patient" as const,
    };
    await expect(
      startTurn({ userId: stranger, chatId: randomUUID(), input }),
    ).rejects.toMatchObject({ code: "not-found" });
  });

  test("goes with the last chat that refers to it, and not before", async () => {
    const { deleteChat } = await import("../chats/delete-chat");
    const { sweepDeleted } = await import("../chats/sweep-deleted");
    const userId = await newUser();
    const { id } = await upload(userId, 30);
    const before = files().length;
    const [first, second] = [await chatWith(userId, id), await chatWith(userId, id)];
    await deleteChat(userId, first);
    expect(await sweepDeleted(0)).toBe(1);
    expect(files()).toHaveLength(before);
    await deleteChat(userId, second);
    expect(files()).toHaveLength(before);
    expect(await sweepDeleted(0)).toBe(1);
    expect(files()).toHaveLength(before - 1);
    const { readStoredImage } = await import("./read-image");
    await expect(readStoredImage(userId, id)).rejects.toMatchObject({ code: "not-found" });
  });

  test("stays for another person who brought the same one", async () => {
    const { deleteChat } = await import("../chats/delete-chat");
    const { sweepDeleted } = await import("../chats/sweep-deleted");
    const { readStoredImage } = await import("./read-image");
    const [a, b] = [await newUser(), await newUser()];
    const [mine, theirs] = [await upload(a, 40), await upload(b, 40)];
    await deleteChat(a, await chatWith(a, mine.id));
    await sweepDeleted(0);
    expect((await readStoredImage(b, theirs.id)).png.length).toBeGreaterThan(0);
  });

  test("that nobody asked about goes after a day", async () => {
    const { sweepImages } = await import("./remove-unused");
    const userId = await newUser();
    await upload(userId, 50);
    const before = files().length;
    expect(await sweepImages()).toBe(0);
    expect(files()).toHaveLength(before);
    await sweepImages(new Date(Date.now() + 1000));
    expect(files().length).toBeLessThan(before);
  });
});

test("a chat can't be deleted by somebody else, nor renamed", async () => {
  const { deleteChat } = await import("../chats/delete-chat");
  const { renameChat } = await import("../chats/rename-chat");
  const { getChat } = await import("../chats/get-chat");
  const userId = await newUser();
  const chatId = await chatWith(userId, (await upload(userId, 60)).id);
  const stranger = await newUser();
  await expect(deleteChat(stranger, chatId)).rejects.toMatchObject({ code: "not-found" });
  await expect(renameChat(stranger, chatId, { title: "x" })).rejects.toMatchObject({
    code: "not-found",
  });
  await expect(getChat(stranger, chatId)).rejects.toMatchObject({ code: "not-found" });
  expect((await getChat(userId, chatId)).messages).toHaveLength(2);
});

test("a guest's chats and pictures move to the account that signs in", async () => {
  const { db } = await import("../db");
  const { moveGuest } = await import("../users/move-guest");
  const { listChats } = await import("../chats/list-chats");
  const { readStoredImage } = await import("./read-image");
  const guest = await newUser();
  const image = await upload(guest, 70);
  await chatWith(guest, image.id);
  const account = await db().user.create({
    data: { email: `${randomUUID()}@x.org` },
    select: { id: true },
  });
  await moveGuest(guest, account.id);
  expect((await listChats(account.id)).chats).toHaveLength(1);
  expect((await readStoredImage(account.id, image.id)).png.length).toBeGreaterThan(0);
  expect(await db().user.findUnique({ where: { id: guest } })).toBeNull();
  // An account's id in a guest's place moves nothing.
  const other = await newUser();
  await moveGuest(account.id, other);
  expect((await listChats(account.id)).chats).toHaveLength(1);
});
