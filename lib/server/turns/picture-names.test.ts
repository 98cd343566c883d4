import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { newPicture } from "@/tests/server/film";
import { run } from "@/tests/server/turns";

withDatabase();

const PERSON = "OLSEN^KARI";

/** Brings a picture as a browser that sends a file's name would. */
async function bring(userId: string): Promise<string> {
  const { takeUpload } = await import("../images/take-upload");
  const request = new Request("http://x/", {
    method: "POST",
    body: new Uint8Array(await newPicture()),
    headers: { "x-file-name": encodeURIComponent(`${PERSON}.png`) },
  });
  return (await takeUpload({ userId, request })).image.id;
}

test("a picture is called by its place in the branch, a sample by its title, and no file's name is kept anywhere", async () => {
  const { db } = await import("../db");
  const { startTurn } = await import("./start-turn");
  const { storeCanonical } = await import("../images/store-image");
  const { endDecoders } = await import("../images/decoders");
  const { lookForLeft } = await import("../jobs/rows-left");
  const { id: userId } = await db().user.create({ data: { guest: true }, select: { id: true } });
  const chatId = randomUUID();
  const [one, two, three] = [await bring(userId), await bring(userId), await bring(userId)];
  const png = await newPicture();
  const form = { png, width: 40, height: 30, origin: "PNG", notes: [] };
  const sample = (await storeCanonical(userId, "Chest film", form)).id;

  const asked = async (imageIds: string[], after: string | null) => {
    const messageId = randomUUID();
    const input = { messageId, text: "What?", imageIds, audience: "patient" as const, after };
    const { turnId, assistantMessageId } = await startTurn({ userId, chatId, input });
    await run(turnId, 0);
    const { parts } = await db().message.findUniqueOrThrow({ where: { id: messageId } });
    const pictures = (parts as { type: string; data?: { name: string } }[]).flatMap(
      ({ data }) => data?.name ?? [],
    );
    return { pictures, answer: assistantMessageId };
  };
  const first = await asked([one, sample], null);
  expect(first.pictures).toEqual(["Picture 1", "Chest film"]);
  const second = await asked([two, one], first.answer);
  expect(second.pictures).toEqual(["Picture 3", "Picture 1"]);
  // An edited question counts from where it stands, not from the one that it stands beside.
  expect((await asked([three], first.answer)).pictures).toEqual(["Picture 3"]);
  const left = await lookForLeft([PERSON, encodeURIComponent(PERSON)]);
  expect([left.rows, left.audit]).toEqual([{}, 0]);
  endDecoders();
});
