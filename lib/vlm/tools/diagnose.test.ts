import { describe, expect, it } from "vitest";
import { diagnoseResultSchema } from "@/lib/contracts/tools";
import { diagnose } from "./diagnose";
import { toyCard, toyReading } from "./toy-card";

describe("diagnose", () => {
  it("labels inside a set's gate, with probabilities at the set's temperature", () => {
    const result = diagnose(toyCard, "pic", toyReading("mri", { gates: [0.9, 0] }));
    expect(diagnoseResultSchema.parse(result)).toEqual(result);
    if (result.outcome !== "labelled") throw new Error(result.outcome);
    expect(result.labels.map((l) => [l.label, l.card])).toEqual([
      ["glioma", "glioma"],
      ["meningioma", "meningioma"],
      ["no tumour", "no-tumour"],
    ]);
    expect(result.labels.reduce((sum, l) => sum + l.probability, 0)).toBeCloseTo(1);
    // logits 4, 2, 0 at temperature 2
    expect(result.labels[0]?.probability).toBeCloseTo(Math.E ** 2 / (Math.E ** 2 + Math.E + 1));
  });

  it("says how often the set was right on test pictures, and nothing where too few were tested", () => {
    const reading = toyReading("mri", { gates: [0.9, 0] });
    const { id } = toyCard.labelSets[0] ?? { id: "" };
    const measured = (n: number) => ({
      diagnosis: { head: { sets: { [id]: { accuracy: { value: 0.95, n } } } } },
    });
    const tested = (n: number) => {
      const result = diagnose({ ...toyCard, measured: measured(n) }, "pic", reading);
      return result.outcome === "labelled" ? result.tested : null;
    };
    expect(tested(311)).toEqual({ right: 0.95, n: 311 });
    expect(tested(19)).toBeUndefined();
  });

  it("gives no label outside the gate, and says why and what can be looked for", () => {
    const result = diagnose(toyCard, "pic", toyReading("xray", { gates: [0, 0.49] }));
    if (result.outcome !== "not-applicable") throw new Error(result.outcome);
    expect(result.reason).toContain("small children");
    expect(result.canLookFor).toEqual(["left lung", "right lung"]);
    expect([result.region, result.card]).toEqual(["chest", "xray"]);
  });

  it("gives no label of another modality's set, however wide its gate stands", () => {
    const result = diagnose(toyCard, "pic", toyReading("xray", { gates: [0.99, 0.1] }));
    expect(result.outcome).toBe("not-applicable");
  });

  it("names the lack of a set where the modality has none", () => {
    const result = diagnose(toyCard, "pic", toyReading("blood_smear"));
    if (result.outcome !== "not-applicable") throw new Error(result.outcome);
    expect(result.reason).toBe("I have no label set for blood smear pictures.");
  });

  it("does not read a picture that is not medical, whatever the gates say", () => {
    const result = diagnose(toyCard, "pic", toyReading("none", { gates: [1, 1] }));
    expect(result).toMatchObject({ outcome: "unusable", reason: "not-medical" });
  });
});
