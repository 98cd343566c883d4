import { existsSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { modelFolder, readModelCard } from "../registry";
import { diagnose } from "../tools/diagnose";
import { ground } from "../tools/ground";
import { toyCard } from "../tools/toy-card";
import { Encoders } from "./encoders";

const dir = modelFolder(process.env.EVLF_MODEL_DIR);
const here = existsSync(path.join(dir, "model.json"));
if (!here) console.warn(`skipped: no model in ${dir}`);

describe.skipIf(!here)("a picture of one colour (needs the model)", () => {
  const card = here ? readModelCard(dir) : toyCard;
  let encoders: Encoders;
  beforeAll(async () => {
    encoders = await Encoders.load(dir, card, 1, "cpu");
  }, 120_000);

  it.each([
    ["black", { r: 0, g: 0, b: 0 }],
    ["grey", { r: 128, g: 128, b: 128 }],
    ["white", { r: 255, g: 255, b: 255 }],
    ["the pink of stained tissue", { r: 235, g: 190, b: 220 }],
  ])("%s: no label and no mark, it is not usable", async (_name, background) => {
    const png = await sharp({ create: { width: 320, height: 240, channels: 3, background } })
      .png()
      .toBuffer();
    const reading = await encoders.read(png, (work) => work());
    expect(diagnose(card, "pic", reading).outcome).toBe("unusable");
    for (const { phrase } of card.phrases) {
      const result = await ground({
        card,
        imageId: "pic",
        reading,
        asked: phrase,
        firstId: 1,
        propose: (id) => encoders.propose(reading, id, (work) => work()),
      });
      expect(result.outcome).toBe("unusable");
    }
  });
});
