import { describe, expect, it } from "vitest";
import { parseCard } from "@/lib/knowledge/parse";

const CARD = `---
id: some-thing
title: Some thing
kind: word
aliases: this; that
source: A page | A publisher | 2020 | https://example.org/page
---
## what
### patient
Some thing is
a word.
### student
Some thing is a term.
### clinician
Some thing: a term.
## exam
It is done quickly.
## ask
- What is it?
- Why me?
`;

describe("parseCard", () => {
  it("reads front matter, sections and depths", () => {
    const card = parseCard(CARD);
    expect(card.aliases).toEqual(["this", "that"]);
    expect(card.sources).toEqual([
      { title: "A page", publisher: "A publisher", year: "2020", url: "https://example.org/page" },
    ]);
    expect(card.what.patient).toBe("Some thing is a word.");
    expect(card.exam?.patient).toBe(card.exam?.clinician);
    expect(card.words).toBeNull();
    expect(card.ask).toEqual(["What is it?", "Why me?"]);
  });

  it.each([
    ["a card without a source", CARD.replace(/^source.*\n/m, "")],
    ["a source without a year", CARD.replace("2020", "lately")],
    ["a missing depth", CARD.replace("### student\nSome thing is a term.\n", "")],
    ["a section it does not know", CARD.replace("## exam", "## exams")],
    ["a single question", CARD.replace("- Why me?\n", "")],
    ["a question that is none", CARD.replace("Why me?", "Because.")],
    ["half a sentence", CARD.replace("It is done quickly.", "quickly")],
    ["a key written twice", CARD.replace("kind: word", "kind: word\nkind: word")],
    ["text before the first heading", CARD.replace("## what", "Hello.\n## what")],
    ["no front matter", CARD.slice(4)],
  ])("refuses %s", (_, text) => {
    expect(() => parseCard(text)).toThrow();
  });
});
