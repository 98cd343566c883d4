import { describe, expect, it } from "vitest";
import { createAnswerGuard } from "@/lib/vlm/guard/answer-guard";
import { found, GLIOMA, mark, turn } from "@/lib/vlm/guard/guard-fixtures";
import type { GuardOptions, ToolOutcome } from "@/lib/vlm/guard/guard-options";

function answer(text: string, options: GuardOptions): string {
  const guard = createAnswerGuard(options);
  return guard.push(text) + guard.end();
}

describe("the answer guard in a turn without results", () => {
  it.each([
    ["hello", /^Hello\. Add a medical picture/],
    ["thanks a lot", /^You are welcome\./],
    ["What does this X-ray show?", /^There is no picture in this chat yet\./],
    ["Sorry, wrong chat.", /^That is outside what I am made for\./],
    [
      "Who won the football game?",
      /^That is outside what I am made for\..*doctor or a pharmacist\.$/,
    ],
  ])("answers %j without a picture in code's own words", (question, expected) => {
    const alone = turn(question, [], { hasImage: false });
    expect(answer("You have a glioma. I see it well.", alone)).toMatch(expected);
  });

  it("says that a finding named in a remark was not looked for, but not where a word is asked for", () => {
    const note = "[note:could-not-look] You asked about *meningioma*.";
    expect(answer("A label is not a diagnosis.", turn("Could it be a meningioma?", []))).toContain(
      note,
    );
    expect(answer("Hm.", turn("What is a meningioma?", []))).not.toContain(note);
  });

  it("leaves the model's words to an emergency", () => {
    const options = turn("I have crushing chest pain right now", [], { hasImage: false });
    expect(answer("Please call for help now.", options)).toContain("Please call for help now.");
  });

  describe("questions for a doctor, asked for in a later turn", () => {
    const later = (change: Partial<GuardOptions> = {}) =>
      turn("What should I ask my doctor?", [], { earlier: [GLIOMA], ...change });
    const lead = "Here are questions that you can take along.";

    it("come from the card of an earlier result", () => {
      expect(answer(`${lead} [[glioma.ask]]`, later())).toMatch(/take along\. Q.*\[card:glioma\]$/);
    });

    it("are added by code where the model only announces them", () => {
      expect(answer(lead, later())).toMatch(/take along\.\n\nQ.*\[card:glioma\]$/);
      expect(answer(`${lead} [[melanoma.ask]]`, later({ audience: "student" }))).toContain(
        "[card:glioma]",
      );
      expect(answer(lead, later({ earlier: [] }))).toBe(lead);
    });

    it("bring no other passage of that card", () => {
      expect(answer("Well. [[glioma.what]]", later())).not.toContain("[card:glioma]");
    });
  });
});

describe("a question that is not understood", () => {
  const said = (earlier: ToolOutcome[]) => answer("", turn("zz top", [], { earlier }));

  it("is answered with what was said of the picture before, and what is not advised on", () => {
    const text = said([
      GLIOMA,
      found("mri", "brain tumour", [mark(1, "brain tumour", "middle left")]),
    ]);
    expect(text).toMatch(
      /^I may not have understood that\. My label for the picture is glioma, with/,
    );
    expect(text).toContain("it is not a diagnosis");
    expect(text).toContain("What I marked is brain tumour");
    expect(text).toContain("no advice on medicines or treatment");
    expect(text).toContain("You can ask me");
  });

  it("where nothing was said, is told what may be asked", () => {
    expect(said([])).toMatch(
      /^I have no answer to that\. I give no advice on medicines .* You can ask me/,
    );
  });
});

it("after the text for an emergency nobody is told that this is outside what the product is for", () => {
  const alone = turn("he has gone grey and cold", [], { hasImage: false });
  expect(answer("Help comes first.", alone)).toContain("outside what I am made for");
  expect(answer("Help comes first.", { ...alone, emergency: true })).not.toContain("outside");
  const shown = turn("he has gone grey and cold", [], { emergency: true });
  expect(answer("", shown)).toBe("Help comes first; the picture can wait.");
});
