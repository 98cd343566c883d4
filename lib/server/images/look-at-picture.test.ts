import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { dotted } from "@/scripts/eval/words/bitmap-font";
import { withDatabase } from "@/tests/server/database";

withDatabase();
afterAll(async () => {
  const { endLookProcess } = await import("./look-process");
  endLookProcess();
});

/** A grey disc on black, with a name in the corner where one is given, and a page around it. */
async function draw(name: string | null, page = 0): Promise<Buffer> {
  const words = name === null ? "" : dotted(name, 2, "#eee").svg;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">
    <rect width="400" height="300" fill="#000"/><circle cx="200" cy="160" r="110" fill="#777"/>
    <g transform="translate(8 8)">${words}</g></svg>`;
  const border = { top: page, bottom: page, left: page * 2, right: page, background: "#f0f0f0" };
  return await sharp(Buffer.from(svg)).extend(border).png().toBuffer();
}

async function newUser(): Promise<string> {
  const { db } = await import("../db");
  return (await db().user.create({ data: { guest: true }, select: { id: true } })).id;
}

async function upload(userId: string, bytes: Buffer) {
  const { storeImage } = await import("@/tests/server/store-image");
  return await storeImage({ userId, bytes });
}

async function hashOf(id: string): Promise<string> {
  const { db } = await import("../db");
  const row = await db().image.findUniqueOrThrow({ where: { id }, select: { sha256: true } });
  return row.sha256;
}

const fileThere = (sha256: string): boolean =>
  existsSync(path.join(process.env.DATA_DIR ?? "", "images", sha256.slice(0, 2), `${sha256}.png`));

async function rowThere(id: string): Promise<boolean> {
  const { db } = await import("../db");
  return (await db().image.count({ where: { id } })) > 0;
}

async function look(userId: string, id: string, trim = true) {
  const { lookAtPicture } = await import("./look-at-picture");
  return await lookAtPicture({ userId, id, input: { trim } });
}

async function askAbout(userId: string, imageId: string): Promise<void> {
  const { startTurn } = await import("../turns/start-turn");
  const { stopTurn } = await import("../turns/stop-turn");
  const input = { messageId: randomUUID(), text: "?", imageIds: [imageId] };
  const { turnId } = await startTurn({
    userId,
    chatId: randomUUID(),
    input: { ...input, audience: "patient" },
  });
  await stopTurn(userId, turnId);
}

describe("writing on a picture", () => {
  test("is found where it stands, and not where there is none", async () => {
    const userId = await newUser();
    const named = await upload(userId, await draw("MEYER, ANNA 1957-02-03"));
    const { image, trimmed, writing } = await look(userId, named.id);
    expect([image.id, trimmed, writing.state]).toEqual([named.id, null, "found"]);
    for (const box of writing.boxes) expect(box.y + box.height).toBeLessThan(0.2);
    const bare = await upload(userId, await draw(null));
    expect((await look(userId, bare.id)).writing).toEqual({ state: "none", boxes: [] });
  });

  test("that is blacked out is gone: no pixel of it, no row and no file of the old picture", async () => {
    const { blackOutPicture } = await import("./black-out-picture");
    const { readStoredImage } = await import("./read-image");
    const userId = await newUser();
    const { id } = await upload(userId, await draw("OLSEN, KARI"));
    const old = await hashOf(id);
    const { boxes } = (await look(userId, id)).writing;
    const covered = await blackOutPicture({ userId, id, input: { boxes, strokes: [] } });
    expect([await rowThere(id), fileThere(old)]).toEqual([false, false]);
    const { png } = await readStoredImage(userId, covered.id);
    const corner = await sharp(png)
      .extract({ left: 0, top: 0, width: 200, height: 30 })
      .raw()
      .toBuffer();
    expect(Math.max(...corner)).toBe(0);
    expect((await look(userId, covered.id)).writing.state).toBe("none");
  });

  test("stays with an earlier question that shows it, and only there", async () => {
    const { blackOutPicture } = await import("./black-out-picture");
    const userId = await newUser();
    const { id } = await upload(userId, await draw("DUBOIS JEAN"));
    await askAbout(userId, id);
    const box = { x: 0, y: 0, width: 1, height: 0.2 };
    const covered = await blackOutPicture({ userId, id, input: { boxes: [box], strokes: [] } });
    expect(covered.id).not.toBe(id);
    expect(await rowThere(id)).toBe(true);
  });

  test("of somebody else's picture is neither looked for nor covered", async () => {
    const { blackOutPicture } = await import("./black-out-picture");
    const { id } = await upload(await newUser(), await draw("ROSSI M."));
    const stranger = await newUser();
    const input = { boxes: [{ x: 0, y: 0, width: 1, height: 1 }], strokes: [] };
    await expect(look(stranger, id)).rejects.toMatchObject({ code: "not-found" });
    await expect(blackOutPicture({ userId: stranger, id, input })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test("could not be looked for where the process dies, which is not none", async () => {
    const { endLookProcess } = await import("./look-process");
    const userId = await newUser();
    const { id } = await upload(userId, await draw("TANAKA YUKI"));
    const looking = look(userId, id);
    const killer = setInterval(endLookProcess, 20);
    try {
      expect((await looking).writing).toEqual({ state: "unknown", boxes: [] });
    } finally {
      clearInterval(killer);
    }
    expect((await look(userId, id)).writing.state).toBe("found");
  });
});

test("one person's looks do not fill the line: the seventh at once is told to wait", async () => {
  const [userId, other] = [await newUser(), await newUser()];
  const { id } = await upload(userId, await draw(null));
  const theirs = await upload(other, await draw(null));
  const looks = await Promise.allSettled([
    ...Array.from({ length: 7 }, () => look(userId, id)),
    look(other, theirs.id),
  ]);
  const refused = looks.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
  expect(refused).toEqual([expect.objectContaining({ code: "rate-limited" })]);
  expect(refused[0]).toMatchObject({ retryAfterSeconds: 10 });
  expect(looks.at(-1)?.status).toBe("fulfilled");
});

describe("a viewer's border", () => {
  test("is cut off, its place is kept, and it comes back", async () => {
    const { untrimPicture } = await import("./untrim-picture");
    const { db } = await import("../db");
    const userId = await newUser();
    const full = await upload(userId, await draw(null, 20));
    const { image, trimmed } = await look(userId, full.id);
    expect(trimmed).toEqual({ left: 40, top: 20, right: 20, bottom: 20 });
    expect(image).toMatchObject({
      width: 400,
      height: 300,
      origin: "PNG, trimmed from 460 × 340 at 40, 20",
    });
    const row = await db().image.findUniqueOrThrow({ where: { id: image.id } });
    expect(row).toMatchObject({ cropLeft: 40, cropTop: 20, fullWidth: 460, fullHeight: 340 });
    const back = await untrimPicture(userId, image.id);
    expect(back).toMatchObject({ id: full.id, width: 460, height: 340, origin: "PNG" });
    expect(await rowThere(image.id)).toBe(false);
    expect((await look(userId, full.id, false)).trimmed).toBeNull();
  });

  test("is not kept once the trimmed picture is asked about, nor can it come back then", async () => {
    const { untrimPicture } = await import("./untrim-picture");
    const userId = await newUser();
    const full = await upload(userId, await draw(null, 24));
    const old = await hashOf(full.id);
    const { image } = await look(userId, full.id);
    await askAbout(userId, image.id);
    expect([await rowThere(full.id), fileThere(old), await rowThere(image.id)]).toEqual([
      false,
      false,
      true,
    ]);
    await expect(untrimPicture(userId, image.id)).rejects.toMatchObject({ code: "picture-sent" });
  });

  test("goes too when what it was trimmed to is blacked out or taken back", async () => {
    const { blackOutPicture } = await import("./black-out-picture");
    const { removePicture } = await import("./remove-picture");
    const userId = await newUser();
    const first = await upload(userId, await draw("SMITH, JOHN", 16));
    const trimmed = (await look(userId, first.id)).image;
    const box = { x: 0, y: 0, width: 1, height: 0.2 };
    const input = { boxes: [box], strokes: [] };
    const covered = await blackOutPicture({ userId, id: trimmed.id, input });
    expect(covered.origin).toContain("trimmed from 448 × 332 at 32, 16");
    expect([await rowThere(first.id), await rowThere(trimmed.id)]).toEqual([false, false]);
    const second = await upload(userId, await draw(null, 12));
    const taken = (await look(userId, second.id)).image;
    await removePicture(userId, taken.id);
    expect([await rowThere(second.id), await rowThere(taken.id)]).toEqual([false, false]);
  });
});

test("a picture that was asked about is not removed by itself", async () => {
  const { removePicture } = await import("./remove-picture");
  const userId = await newUser();
  const { id } = await upload(userId, await draw(null));
  await askAbout(userId, id);
  await expect(removePicture(userId, id)).rejects.toMatchObject({ code: "picture-sent" });
});
