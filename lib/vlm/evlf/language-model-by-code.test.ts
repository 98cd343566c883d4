import { describe, expect, it } from "vitest";
import { toyReading } from "../tools/toy-card";
import { FIRST, question, run, scripted, UNTOLD } from "./scripted-model";

describe("what code does in the model's place", () => {
  it("leaves out a search for what nobody named, and says that it has nothing", async () => {
    const stray = FIRST.replace("left lung", "glioma");
    const { loaded, asked } = scripted([stray], toyReading("xray"));
    loaded.readMessage = async () => ({
      ...UNTOLD,
      likeliest: { intent: "treatment", probability: 0.1 },
    });
    const turn = await run(loaded, [question("Can we do a thing to slow it?", "pic")]);
    expect(turn.types).not.toContain("tool-input-available");
    expect(turn.text).toMatch(/^I have no answer to that\./);
    expect(asked).toHaveLength(1);
  });

  it("reads a new picture itself before a call that code writes", async () => {
    const { loaded, asked } = scripted(
      [
        " MRI, brain: glioma. (image)\n2. Where?",
        "<think>\n3. Glioma. (diagnose)\n</think>\nA label.",
      ],
      toyReading("mri", { gates: [0.9, 0] }),
    );
    loaded.readMessage = async () => ({
      ...UNTOLD,
      guess: { intent: "label", probability: 0.9 },
    });
    const turn = await run(loaded, [question("hm and now this one, doc", "pic")]);
    expect(asked[0]?.begin).toBe("<think>\n1. Reading:");
    const reasoning = turn.chunks.flatMap((c) => (c.type === "reasoning-delta" ? [c.delta] : []));
    expect(reasoning.join("")).toMatch(
      /^1\. Reading: MRI, brain: glioma\. \(image\)\n2\. The question is after a label\. \(none\)/,
    );
    expect(turn.types).toContain("tool-output-available");
    expect(asked).toHaveLength(2);
  });
});
