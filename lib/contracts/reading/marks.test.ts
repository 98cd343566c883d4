import { describe, expect, it } from "vitest";
import { citedCards, markedNumbers, parseMarks, plainText } from "@/lib/contracts/reading/marks";

describe("parseMarks", () => {
  it("turns chips and sources into marks and leaves the words between them", () => {
    expect(parseMarks("The lung [1] is marked. A fact. [card:lungs]")).toEqual([
      {
        kind: "paragraph",
        note: null,
        inlines: [
          { kind: "text", text: "The lung " },
          { kind: "mark", n: 1 },
          { kind: "text", text: " is marked. A fact. " },
          { kind: "card", id: "lungs" },
        ],
      },
    ]);
  });

  it("reads a note at the start of a paragraph and drops a note it does not know", () => {
    const blocks = parseMarks("[note:nothing] None found.\n\n[note:other] Words.");
    expect(blocks.map((block) => block.kind === "paragraph" && block.note)).toEqual([
      "nothing",
      null,
    ]);
    expect(blocks[1]).toMatchObject({ inlines: [{ kind: "text", text: "Words." }] });
  });

  it("opens a new paragraph at a note that follows other words", () => {
    expect(parseMarks("Words. [note:withheld] More.")).toHaveLength(2);
  });

  it("keeps markup as words", () => {
    expect(parseMarks("<img src=x onerror=alert(1)>")).toEqual([
      {
        kind: "paragraph",
        note: null,
        inlines: [{ kind: "text", text: "<img src=x onerror=alert(1)>" }],
      },
    ]);
  });

  it.each(["The lung [", "The lung [1", "The lung [ca", "The lung [card:lun", "The lung [note:no"])(
    "holds back a mark cut off while streaming: %s",
    (text) => {
      expect(parseMarks(text, true)).toEqual([
        { kind: "paragraph", note: null, inlines: [{ kind: "text", text: "The lung" }] },
      ]);
    },
  );

  it.each(["I looked for *", "I looked for *blee", "I looked for *bleeding*"])(
    "never shows a star that emphasis takes away later: %s",
    (text) => {
      expect(JSON.stringify(parseMarks(text, true))).not.toContain("*");
    },
  );

  it("shows a bracket that never became a mark once the answer has ended", () => {
    expect(parseMarks("The lung [card", false)).toMatchObject([
      { inlines: [{ kind: "text", text: "The lung [card" }] },
    ]);
  });

  it("gathers list lines into one list", () => {
    const blocks = parseMarks("Ask:\n- One?\n- Two?");
    expect(blocks.map((block) => block.kind)).toEqual(["paragraph", "list"]);
    expect(blocks[1]).toMatchObject({ items: [[{ text: "One?" }], [{ text: "Two?" }]] });
  });
});

describe("what an answer refers to", () => {
  const blocks = parseMarks("[2] and [1], again [2]. Fact. [card:a]\n\n- x [card:b] [card:a]");

  it("names each mark once, in the order of the text", () => {
    expect(markedNumbers(blocks)).toEqual([2, 1]);
  });

  it("names each card once", () => {
    expect(citedCards(blocks)).toEqual(["a", "b"]);
  });
});

describe("plainText", () => {
  it("leaves chips and takes out what only the screen needs", () => {
    expect(plainText("[note:nothing] The **lung** [1]. Fact. [card:lungs]")).toBe(
      "The lung [1]. Fact.",
    );
  });
});
