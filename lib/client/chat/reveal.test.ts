import { describe, expect, it } from "vitest";
import { answerWaits, splitForStudent } from "@/lib/client/chat/reveal";
import type { EvlfMessage, MessageMetadata } from "@/lib/contracts/message";
import { parseMarks } from "@/lib/contracts/reading/marks";

const split = (text: string) => {
  const { shown, waiting } = splitForStudent(parseMarks(text));
  return [shown.length, waiting.length];
};

describe("splitForStudent", () => {
  it("shows the question and keeps the answer waiting", () => {
    expect(split("What do you see?\n\nThe label is glioma.\n\nA fact. [card:glioma]")).toEqual([
      1, 2,
    ]);
  });

  it("finds the question behind a remark that waits", () => {
    expect(split("[note:nothing] None found.\n\nWhat do you see?\n\nThe label.")).toEqual([1, 2]);
  });

  it("does not take an answer for the question", () => {
    expect(split("The model's label is glioma.\n\nWhat speaks against it?")).toEqual([0, 2]);
    expect(split("Do you see the mark [1]?")).toEqual([0, 1]);
  });

  it("never lets an emergency wait, wherever it stands", () => {
    expect(split("[note:emergency] Call now.\n\nWhat do you see?\n\nThe label.")).toEqual([2, 1]);
    expect(split("What do you see?\n\n[note:emergency] Call now.")).toEqual([2, 0]);
  });

  it("says at once that it could not look", () => {
    expect(split("[note:could-not-look] I could not search.")).toEqual([1, 0]);
  });
});

describe("answerWaits", () => {
  const message = (
    parts: EvlfMessage["parts"],
    metadata: MessageMetadata = { audience: "student" },
  ): EvlfMessage => ({ id: "m", role: "assistant", parts, metadata });
  const reading = (text: string): EvlfMessage["parts"] => [{ type: "reasoning", text }];
  const label = reading("1. Reading: MRI, brain: glioma. (image)");

  it("holds for a student's answer that names what is in the picture, until it is shown", () => {
    expect(answerWaits(message(label), false)).toBe(true);
    expect(answerWaits(message(label), true)).toBe(false);
    expect(answerWaits(message(label, { audience: "student", revealed: true }), false)).toBe(false);
  });

  it("holds from the first moment of a search", () => {
    const search: EvlfMessage["parts"] = [
      {
        type: "tool-ground",
        toolCallId: "g",
        state: "input-available",
        input: { phrase: "brain tumour" },
      },
    ];
    expect(answerWaits(message(search), false)).toBe(true);
  });

  it("does not hold where there is nothing to work out", () => {
    const plain: EvlfMessage["parts"] = [{ type: "text", text: "A biopsy is a sample." }];
    expect(answerWaits(message(plain), false)).toBe(false);
    expect(answerWaits(message(reading("1. Reading: not a medical image. (image)")), false)).toBe(
      false,
    );
  });

  it("never holds for a patient or a clinician", () => {
    expect(answerWaits(message(label, { audience: "patient" }), false)).toBe(false);
    expect(answerWaits(message(label, { audience: "clinician" }), false)).toBe(false);
  });
});
