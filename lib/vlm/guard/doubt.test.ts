import { describe, expect, it } from "vitest";
import type { Audience } from "@/lib/contracts/audience";
import { createAnswerGuard } from "@/lib/vlm/guard/answer-guard";
import { doubtSentence } from "@/lib/vlm/guard/doubt";
import { GLIOMA, labelled, turn } from "@/lib/vlm/guard/guard-fixtures";
import { numbersOf } from "@/lib/vlm/guard/how-sure";
import type { HowSureKnows } from "@/lib/vlm/guard/how-sure-knows";

const CLOSE = labelled("dermatoscopy", "skin-lesion", "skin", [
  ["melanocytic nevus", 0.55, "melanocytic-nevus"],
  ["melanoma", 0.39, "melanoma"],
]);
const doubtful = (audience: Audience) =>
  turn("Is it melanoma?", [CLOSE], { audience, rightShare: () => 0.54 });

describe("a label that is not likely", () => {
  it("is never given without the next one and what such numbers were worth", () => {
    const said = doubtSentence(doubtful("patient"));
    expect(said).toBe(
      "I am not sure of it (0.55 of 1). The next label is melanoma (0.39). On test pictures, labels with such a number were right in 54 of 100.",
    );
    expect(doubtSentence(doubtful("clinician"))).toBe(
      "On test pictures, labels with such a number were right in 54 of 100.",
    );
    expect(doubtSentence(turn("?", [CLOSE]))).not.toContain("test pictures");
    expect(doubtSentence(turn("?", [GLIOMA]))).toBeNull();
    expect(doubtSentence(turn("?", []))).toBeNull();
  });
  it("has its doubt behind the sentence that names it, once", () => {
    const guard = createAnswerGuard(doubtful("patient"));
    const text = "The label that fits best is melanocytic nevus. [[melanocytic-nevus.what]]";
    const shown = guard.push(text) + guard.end();
    expect(shown).toContain("fits best is melanocytic nevus. I am not sure of it (0.55 of 1).");
    expect(shown.match(/I am not sure/g)).toHaveLength(1);
  });
});

it("how sure such a label is, for a patient, is told by labels as doubtful, not by the whole set", () => {
  const figure = { value: 0.76, n: 634, low: 0.72, high: 0.79 };
  const labelFigures = () => ({
    accuracy: figure,
    sensitivity: null,
    specificity: null,
    predictive: null,
  });
  const options = { ...doubtful("patient"), results: [], earlier: [CLOSE] };
  const knows = { threshold: () => null, failures: () => [], labelFigures };
  const said = numbersOf(options, knows);
  expect(said).toContain("right in 54 of 100");
  expect(said).not.toContain("76 of 100");
});

describe("a label that the model does not name", () => {
  it("is named before its card, and before questions for a doctor", () => {
    for (const text of [
      "[[glioma.what]]",
      "Here are questions that you can take along. [[glioma.ask]]",
    ]) {
      const guard = createAnswerGuard(turn("What is it then?", [GLIOMA]));
      expect(guard.push(text) + guard.end()).toMatch(/^My label for the picture is glioma\. /);
    }
  });
});

describe("a number that is asked for in the same breath", () => {
  const answer = (question: string, audience: Audience, figures?: HowSureKnows) => {
    const guard = createAnswerGuard(
      turn(question, [GLIOMA], { audience, ...(figures === undefined ? {} : { figures }) }),
    );
    return guard.push("The label that fits best is glioma.") + guard.end();
  };

  it("stands with the label, for a student and a patient too, who get none unasked", () => {
    expect(answer("Class, plus softmax?", "student")).toContain("glioma 0.91");
    expect(answer("what is it, in percent", "patient")).toContain("glioma 0.91");
    expect(answer("Class?", "student")).not.toContain("0.91");
    expect(answer("what is it", "patient")).not.toContain("0.91");
  });

  it("is what was measured, where that is asked for", () => {
    const sensitivity = { value: 0.83, n: 90, low: 0.74, high: 0.9 };
    const figures: HowSureKnows = {
      threshold: () => null,
      failures: () => [],
      labelFigures: () => ({ accuracy: null, sensitivity, specificity: null, predictive: null }),
    };
    expect(answer("Label, and its sensitivity", "clinician", figures)).toContain(
      "sensitivity 0.83 (0.74 to 0.90), n 90",
    );
    expect(answer("Label", "clinician", figures)).not.toContain("0.83");
  });
});
