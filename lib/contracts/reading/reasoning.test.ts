import { describe, expect, it } from "vitest";
import { parseReasoning } from "@/lib/contracts/reading/reasoning";

describe("parseReasoning", () => {
  it("reads number, sentence and evidence of each step", () => {
    expect(
      parseReasoning(
        "1. Reading: MRI, brain: glioma. (image)\n2. Two marks agree. (boxes 1, 2)\n3. A card says so. (card glioma)",
      ),
    ).toEqual([
      { number: 1, text: "Reading: MRI, brain: glioma.", evidence: { kind: "image" } },
      { number: 2, text: "Two marks agree.", evidence: { kind: "boxes", ids: [1, 2] } },
      { number: 3, text: "A card says so.", evidence: { kind: "card", id: "glioma" } },
    ]);
  });

  it("keeps brackets that are not evidence in the sentence", () => {
    expect(parseReasoning("4. The lung (right) is marked. (box 3)")).toEqual([
      { number: 4, text: "The lung (right) is marked.", evidence: { kind: "boxes", ids: [3] } },
    ]);
  });

  it("shows a step without evidence as such", () => {
    expect(parseReasoning("1. A sentence.")).toEqual([
      { number: 1, text: "A sentence.", evidence: null },
    ]);
  });

  it("does not show half of a bracket that is still being written", () => {
    expect(parseReasoning("1. A sentence. (ima")[0]?.text).toBe("A sentence.");
    expect(parseReasoning("1. Done. (none)\n2")).toHaveLength(1);
  });

  it("joins a sentence that runs over two lines", () => {
    expect(parseReasoning("1. One\ntwo. (none)")).toEqual([
      { number: 1, text: "One two.", evidence: { kind: "none" } },
    ]);
  });
});
