import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { dicomFile } from "@/tests/fuzz/dicom";
import { withDatabase } from "@/tests/server/database";

// Before the first look at the environment, which is kept.
Object.assign(process.env, { QUOTA_MB: "4", QUOTA_PICTURES: "6" });
withDatabase();

const MB = 1_048_576;
const PERSON = "ZEBRA^QUAGGA";

afterAll(async () => {
  (await import("./decoders")).endDecoders();
  (await import("./look-process")).endLookProcess();
});

const picture = (shade: number, side = 40): Promise<Buffer> =>
  sharp({
    create: { width: side, height: side, channels: 3, background: { r: shade, g: 9, b: 9 } },
  })
    .jpeg()
    .toBuffer();

async function newUser(): Promise<string> {
  const { db } = await import("../db");
  return (await db().user.create({ data: { guest: true }, select: { id: true } })).id;
}

const requestOf = (body: BodyInit, headers: Record<string, string> = {}, signal?: AbortSignal) =>
  new Request("http://x/", {
    ...{ method: "POST", body, headers, duplex: "half" },
    ...(signal ? { signal } : {}),
  } as RequestInit);

async function send(userId: string, body: Buffer, uploadId?: string) {
  const { takeUpload } = await import("./take-upload");
  return await takeUpload({
    ...{ userId, uploadId },
    request: requestOf(new Uint8Array(body)),
  });
}

const imagesFolder = (): string => path.join(process.env.DATA_DIR ?? "", "images");
const incoming = (): string[] => {
  const folder = path.join(imagesFolder(), "incoming");
  return existsSync(folder) ? readdirSync(folder) : [];
};
const stored = (): string[] =>
  readdirSync(imagesFolder(), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".png"),
  );
const rowsOf = async (userId: string): Promise<number> =>
  (await import("../db")).db().image.count({ where: { userId } });

describe("an upload", () => {
  test("sent again under its number is one row and one file", async () => {
    const userId = await newUser();
    const [body, uploadId] = [await picture(150), randomUUID()];
    const before = stored().length;
    const first = await send(userId, body, uploadId);
    const again = await send(userId, body, uploadId);
    expect([first.fresh, again.fresh]).toEqual([true, false]);
    expect(again.image).toEqual(first.image);
    const [one, two] = [randomUUID(), await picture(200)];
    const both = await Promise.all([send(userId, two, one), send(userId, two, one)]);
    expect(both[0].image.id).toBe(both[1].image.id);
    expect(await rowsOf(userId)).toBe(2);
    expect(stored().length).toBe(before + 2);
    // Somebody else's number is theirs.
    expect((await send(await newUser(), body, uploadId)).fresh).toBe(true);
    expect(incoming()).toEqual([]);
  });

  test("of a connection that ends in the middle leaves nothing behind", async () => {
    const { takeUpload } = await import("./take-upload");
    const userId = await newUser();
    const [before, half] = [stored(), (await picture(3, 400)).subarray(0, 500)];
    let pulls = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (control) => {
        pulls += 1;
        if (pulls === 1) control.enqueue(new Uint8Array(half));
        else control.error(new Error("aborted"));
      },
    });
    await expect(takeUpload({ userId, request: requestOf(body) })).rejects.toMatchObject({
      code: "upload-cut",
    });
    const gone = new AbortController();
    const whole = requestOf(new Uint8Array(await picture(4)), {}, gone.signal);
    const taking = takeUpload({ userId, request: whole });
    setTimeout(() => gone.abort(), 5);
    await expect(taking).rejects.toMatchObject({ code: "upload-cut" });
    expect(await rowsOf(userId)).toBe(0);
    expect(stored()).toEqual(before);
    expect(incoming()).toEqual([]);
  });

  test("is read no further than the bound, and never held whole", async () => {
    const { receiveUpload } = await import("./receive-upload");
    let given = 0;
    const piece = new Uint8Array(MB).fill(0x20);
    piece.set([0x89, 0x50, 0x4e, 0x47]);
    const endless = new ReadableStream<Uint8Array>({
      pull: (control) => {
        given += 1;
        control.enqueue(piece);
      },
    });
    await expect(receiveUpload(requestOf(endless), 5 * MB)).rejects.toMatchObject({
      code: "body-too-large",
    });
    expect(given).toBeLessThan(10);
    const declared = requestOf("x", { "content-length": String(6 * MB) });
    await expect(receiveUpload(declared, 5 * MB)).rejects.toMatchObject({ code: "body-too-large" });
    expect(incoming()).toEqual([]);
  });

  test("is known by its content, whatever it is called", async () => {
    const userId = await newUser();
    await expect(send(userId, Buffer.from("%PDF-1.7 and so on"))).rejects.toMatchObject({
      code: "image-format",
    });
    await expect(send(userId, Buffer.alloc(0))).rejects.toMatchObject({ code: "image-empty" });
    expect(incoming()).toEqual([]);
  });

  test("leaves no word of its headers in what is stored", async () => {
    const userId = await newUser();
    const exif = await sharp(await picture(5))
      .withExif({ IFD0: { Artist: PERSON, ImageDescription: PERSON } })
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><n>${PERSON}</n></x:xmpmeta>`)
      .withIccProfile("p3")
      .toBuffer();
    expect(exif.includes(PERSON)).toBe(true);
    const data = Buffer.from(Uint16Array.from({ length: 64 }, (_, at) => at * 50).buffer);
    const dicom = dicomFile({ rows: 8, columns: 8, bits: 16, stored: 12, data, person: PERSON });
    expect(dicom.includes(PERSON)).toBe(true);
    for (const body of [exif, dicom]) {
      const before = new Set(stored());
      await send(userId, body);
      const [file = ""] = stored().filter((name) => !before.has(name));
      const bytes = readFileSync(path.join(imagesFolder(), file));
      for (const word of [PERSON, "ZEBRA", "Exif", "adobe", "iCCP", "eXIf", "tEXt", "iTXt", "DICM"])
        expect(bytes.includes(word), `${file} holds ${word}`).toBe(false);
    }
  });
});

describe("the quota of a person", () => {
  test("counts pictures and says what to do", async () => {
    const userId = await newUser();
    for (let shade = 100; shade < 106; shade += 1) await send(userId, await picture(shade));
    await expect(send(userId, await picture(107))).rejects.toMatchObject({
      code: "quota-reached",
      person: expect.stringMatching(/^You keep 6 pictures.*Delete chats that you no longer need/),
    });
    expect((await send(await newUser(), await picture(107))).fresh).toBe(true);
  });

  test("counts bytes, also of uploads that come at the same time", async () => {
    const { db } = await import("../db");
    const userId = await newUser();
    const noise = async () =>
      sharp({
        create: {
          ...{ width: 800, height: 800, channels: 3, background: "#000" },
          noise: { type: "gaussian", mean: 128, sigma: 60 },
        },
      })
        .png()
        .toBuffer();
    const bodies = [await noise(), await noise(), await noise(), await noise()];
    const outcomes = await Promise.allSettled(bodies.map((body) => send(userId, body)));
    const kept = outcomes.filter(({ status }) => status === "fulfilled").length;
    const refused = outcomes.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(kept).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({
      code: "quota-reached",
      person: expect.stringContaining("one person may keep 4 MB"),
    });
    const { _sum } = await db().image.aggregate({ where: { userId }, _sum: { bytes: true } });
    expect(_sum.bytes ?? 0).toBeLessThanOrEqual(4 * MB);
    expect(incoming()).toEqual([]);
  });

  test("is given back when a picture is taken out of a question", async () => {
    const { removePicture } = await import("./remove-picture");
    const { storageUse } = await import("./quota");
    const userId = await newUser();
    const { image } = await send(userId, await picture(120));
    const before = stored().length;
    await expect(removePicture(await newUser(), image.id)).rejects.toMatchObject({
      code: "not-found",
    });
    expect((await storageUse(userId)).pictures).toBe(1);
    await removePicture(userId, image.id);
    expect(await storageUse(userId)).toMatchObject({ pictures: 0, bytes: 0 });
    expect(stored().length).toBe(before - 1);
  });
});

describe("the quota at its end", () => {
  const box = { x: 0, y: 0, width: 1, height: 0.3 };
  const input = { boxes: [box], strokes: [] };

  /** A screenshot with a viewer's border, and as many other pictures as make six. */
  async function full(): Promise<{ userId: string; id: string }> {
    const userId = await newUser();
    const page = { top: 20, bottom: 20, left: 40, right: 20, background: "#f0f0f0" };
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">
      <rect width="400" height="300"/><circle cx="200" cy="160" r="110" fill="#777"/></svg>`;
    const shot = await sharp(Buffer.from(svg)).extend(page).png().toBuffer();
    const { image } = await send(userId, shot);
    for (let shade = 20; shade < 25; shade += 1) await send(userId, await picture(shade));
    return { userId, id: image.id };
  }

  const refusal = {
    code: "quota-reached",
    person: expect.stringMatching(/^You keep 6 pictures.*Delete chats that you no longer need/),
  };

  test("holds for a trimmed border too, and the picture is looked at without", async () => {
    const { lookAtPicture } = await import("./look-at-picture");
    const { userId, id } = await full();
    const before = stored();
    await expect(lookAtPicture({ userId, id, input: { trim: true } })).rejects.toMatchObject(
      refusal,
    );
    expect([await rowsOf(userId), stored()]).toEqual([6, before]);
    const look = await lookAtPicture({ userId, id, input: { trim: false } });
    expect([look.image.id, look.trimmed]).toEqual([id, null]);
  });

  test("lets a name be blacked out where the old picture goes, not where it stays beside", async () => {
    const { blackOutPicture } = await import("./black-out-picture");
    const { startTurn } = await import("../turns/start-turn");
    const { userId, id } = await full();
    const covered = await blackOutPicture({ userId, id, input });
    expect(await rowsOf(userId)).toBe(6);
    const question = { messageId: randomUUID(), text: "?", audience: "patient" as const };
    const asked = { ...question, imageIds: [covered.id] };
    await startTurn({ userId, chatId: randomUUID(), input: asked });
    const before = stored();
    const more = { boxes: [{ ...box, height: 0.9 }], strokes: [] };
    await expect(blackOutPicture({ userId, id: covered.id, input: more })).rejects.toMatchObject(
      refusal,
    );
    expect([await rowsOf(userId), stored()]).toEqual([6, before]);
  });
});

test("what a killed server left of an upload is swept after an hour, not before", async () => {
  const { incomingPath, sweepIncoming } = await import("./incoming");
  const [old, fresh] = [await incomingPath("upload"), await incomingPath("upload")];
  await Promise.all([writeFile(old, "x"), writeFile(fresh, "x")]);
  const hours = new Date(Date.now() - 2 * 3_600_000);
  await utimes(old, hours, hours);
  expect(await sweepIncoming()).toBe(1);
  expect(incoming()).toEqual([path.basename(fresh)]);
});
