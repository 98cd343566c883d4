import { describe, expect, it } from "vitest";
import {
  numberWords,
  phraseSentence,
  setSentence,
  splitWords,
  sureSentence,
} from "@/lib/client/learn/model/figure-words";
import type { Figure, PhraseFacts, SetFacts } from "@/lib/contracts/model-facts";
import { ofHundred } from "@/lib/contracts/reading/of-hundred";

const figure = (value: number, n = 100): Figure => ({ value, n, low: null, high: null });

const tumour: PhraseFacts = {
  phrase: "brain tumour",
  card: "brain-tumour",
  threshold: 0.41,
  n: 106,
  untested: false,
  overlap: figure(0.74),
  right: figure(0.94),
  f1: null,
  missed: figure(0.16, 106),
  missedCounts: "pictures",
  falseAlarm: null,
};

const set: SetFacts = {
  id: "s",
  name: "head MRI",
  labels: [],
  population: "",
  view: "",
  trained: 1,
  head: { accuracy: figure(0.93, 311), macroF1: null },
  llm: { accuracy: null, macroF1: null },
  calibrationError: null,
  bins: [],
};

describe("what a person reads first", () => {
  it("says how many of a hundred pictures were missed", () => {
    expect(phraseSentence(tumour)).toBe("Of 100 test pictures with a brain tumour, it missed 16.");
  });

  it("counts things, not pictures, where things were counted", () => {
    const words = phraseSentence({ ...tumour, phrase: "platelet", missedCounts: "things" });
    expect(words).toBe("Of 100 platelets on test pictures, it missed 16.");
  });

  it("never calls a few misses none", () => {
    expect(phraseSentence({ ...tumour, missed: figure(0.001) })).toContain("fewer than 1");
    expect(ofHundred(0.999)).toBe("more than 99 of 100");
  });

  it("says untested under 20 pictures, whatever the figures are", () => {
    expect(phraseSentence({ ...tumour, untested: true, n: 9 })).toMatch(/^Untested.*tried on 9/);
    expect(setSentence({ ...set, head: { accuracy: figure(1, 19), macroF1: null } })).toMatch(
      /^Untested/,
    );
  });

  it("says not measured where nothing was", () => {
    const none = { overlap: null, right: null, f1: null, missed: null };
    expect(phraseSentence({ ...tumour, ...none })).toContain("was not measured");
    expect(setSentence({ ...set, head: set.llm })).toMatch(/^Not measured/);
  });

  it("says of labels how many were wrong", () => {
    expect(setSentence(set)).toBe("Of 100 test pictures, it gave the wrong label to 7.");
  });
});

it("a number shows its interval only where one was computed", () => {
  expect(numberWords(figure(0.5))).toEqual({ value: "0.50", interval: null });
  const { interval } = numberWords({ value: 0.74, n: 9, low: 0.71, high: 0.78 });
  expect(interval).toBe("0.71 to 0.78");
});

it("what a high probability is worth is said from 20 pictures on", () => {
  const bin = (low: number, n: number, accuracy: number) => ({
    low,
    high: low + 0.1,
    n,
    confidence: low + 0.05,
    accuracy,
  });
  expect(sureSentence([bin(0.5, 90, 0.1), bin(0.9, 19, 1)])).toBeNull();
  expect(sureSentence([bin(0.5, 90, 0.1), bin(0.8, 10, 0.5), bin(0.9, 10, 1)])).toContain(
    "75 of 100",
  );
});

it("pictures that also chose settings are said to be flattering", () => {
  expect(splitWords("val")).toContain("too good");
  expect(splitWords("test")).not.toContain("too good");
});
