import { describe, expect, it } from "vitest";
import { found, GLIOMA, mark, turn } from "@/lib/vlm/guard/guard-fixtures";
import { licenceOf } from "@/lib/vlm/guard/licence";
import { resultNotes } from "@/lib/vlm/guard/result-notes";

const notesOf = (...given: Parameters<typeof turn>): string[] => {
  const options = turn(...given);
  return resultNotes(options, licenceOf(options));
};

describe("notes on what was not looked for", () => {
  it("say that a mark is not one of the kind that was asked for", () => {
    const cell = found("blood_smear", "white blood cell", [mark(1, "white blood cell", "centre")]);
    const asked = { ...cell, result: { ...cell.result, asked: "blasts" } } as typeof cell;
    expect(notesOf("are there blasts?", [asked]).join("\n")).toContain(
      "I looked for *white blood cell*, and not for *blast* itself",
    );
    expect(notesOf("where are the white cells?", [cell])).toEqual([]);
  });
  it("are silent on a label that was compared", () => {
    const question = "is this a meningioma?";
    expect(notesOf(question, [], { earlier: [GLIOMA] })).toEqual([]);
    expect(notesOf("is this an abscess?", [], { earlier: [GLIOMA] }).join("")).toContain(
      "*abscess*",
    );
  });
});
