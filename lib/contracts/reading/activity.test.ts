import { describe, expect, it } from "vitest";
import type { EvlfMessage } from "@/lib/contracts/message";
import { activitiesOf, nowWords, summaryWords } from "@/lib/contracts/reading/activity";
import { isToolPart, toolLine } from "@/lib/contracts/reading/tool-words";

const xray = { id: "xray", name: "X-ray", probability: 0.99 };

function message(parts: EvlfMessage["parts"]): EvlfMessage {
  return { id: "m", role: "assistant", parts };
}

const reading = {
  type: "reasoning" as const,
  text: "1. Reading: X-ray, chest; no label set. (image)",
};

const unsupported: EvlfMessage["parts"][number] = {
  type: "tool-ground",
  toolCallId: "a",
  state: "output-available",
  input: { phrase: "ligament" },
  output: {
    outcome: "unsupported",
    asked: "ligament",
    modality: xray,
    imageId: "i",
    supported: ["left lung"],
    card: null,
  },
};

const running: EvlfMessage["parts"][number] = {
  type: "tool-ground",
  toolCallId: "b",
  state: "input-available",
  input: { phrase: "right lung" },
};

describe("tool steps in words", () => {
  it("tells not trained from not found", () => {
    expect(isToolPart(unsupported) && toolLine(unsupported)).toBe(
      "Could not look for ligament: not trained for it in X-ray",
    );
  });

  it("says what is being done while it is being done", () => {
    expect(isToolPart(running) && toolLine(running)).toBe("Looking for right lung");
  });

  it("names the phrase that was searched where it differs from the one asked", () => {
    const found: EvlfMessage["parts"][number] = {
      type: "tool-ground",
      toolCallId: "c",
      state: "output-available",
      input: { phrase: "mole" },
      output: {
        outcome: "found",
        asked: "mole",
        phrase: "skin lesion",
        modality: xray,
        imageId: "i",
        boxes: [],
        strength: "untested",
        card: null,
      },
    };
    expect(isToolPart(found) && toolLine(found)).toBe("Looked for mole: found 0 (as skin lesion)");
  });
});

describe("the line above an answer", () => {
  it("keeps steps and tools in their order", () => {
    expect(activitiesOf(message([reading, running])).map((each) => each.kind)).toEqual([
      "step",
      "tool",
    ]);
  });

  it("counts places where there are marks, and things looked for where there are none", () => {
    const activities = activitiesOf(message([reading, unsupported]));
    expect(summaryWords(activities, 3, 2140)).toBe("Looked at 3 places in 2.1 s");
    expect(summaryWords(activities, 0, undefined)).toBe("Looked for 1 thing");
  });

  it("tells a student nothing of what was found before the answer is shown", () => {
    const activities = activitiesOf(message([reading, unsupported]));
    expect(summaryWords(activities, null, 900)).toBe("Looked at the picture in 0.9 s");
    expect(nowWords(message([reading]), true)).not.toContain("Reading");
    expect(nowWords(message([unsupported]), true)).toBe("Could not look for ligament");
  });

  it("shows the current step's sentence without its evidence", () => {
    expect(nowWords(message([reading]), false)).toBe("Reading: X-ray, chest; no label set.");
  });
});
