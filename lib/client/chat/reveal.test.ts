import { describe, expect, it } from "vitest";
import { parseMarks } from "@/lib/client/chat/marks";
import { splitForStudent } from "@/lib/client/chat/reveal";

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

  it("never lets an emergency wait, wherever it stands", () => {
    expect(split("[note:emergency] Call now.\n\nWhat do you see?\n\nThe label.")).toEqual([2, 1]);
    expect(split("What do you see?\n\n[note:emergency] Call now.")).toEqual([2, 0]);
  });

  it("does not tell by a remark what the answer would tell", () => {
    expect(split("[note:nothing] None found.")).toEqual([0, 1]);
  });

  it("says at once that it could not look", () => {
    expect(split("[note:could-not-look] I could not search.")).toEqual([1, 0]);
  });
});
