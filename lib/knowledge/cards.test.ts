import { describe, expect, it } from "vitest";
import { allCards, getCard, passage } from "@/lib/knowledge/cards";
import { readingGrade } from "@/lib/knowledge/reading-grade";

const cards = allCards();
const patientTexts = cards.flatMap((card) =>
  [card.what, card.exam, card.words].flatMap((section) =>
    section === null ? [] : [{ id: card.id, text: section.patient }],
  ),
);

describe("the cards", () => {
  it("are all there, each once", () => {
    expect(cards.length).toBeGreaterThanOrEqual(60);
    expect(new Set(cards.map((card) => card.title)).size).toBe(cards.length);
  });

  it("explain at three different depths", () => {
    for (const { id, what } of cards) {
      expect(new Set([what.patient, what.student, what.clinician]).size, id).toBe(3);
    }
  });

  it("name a source with a year and an address", () => {
    for (const card of cards) expect(card.sources.length, card.id).toBeGreaterThan(0);
  });

  it("say how the examination works on every modality card", () => {
    const without = cards.filter((card) => card.kind === "modality" && card.exam === null);
    expect(without.map((card) => card.id)).toEqual([]);
  });

  it("can be read by a patient with eight years of school", () => {
    const hard = patientTexts.filter(({ text }) => readingGrade(text) > 8);
    expect(hard.map(({ id, text }) => `${id}: ${readingGrade(text).toFixed(1)}`)).toEqual([]);
  });

  it("stay short for a patient", () => {
    const long = patientTexts.filter(({ text }) => text.split(/[.?!](?:\s|$)/).length > 6);
    expect(long.map(({ id }) => id)).toEqual([]);
  });

  it("never tell a person what they have", () => {
    const claim = /\byou(r)? (have|has|are ill|picture shows)\b|\byour (tumour|cancer|result)\b/i;
    for (const { id, what, exam, words } of cards) {
      for (const section of [what, exam, words]) {
        for (const text of Object.values(section ?? {})) expect(text, id).not.toMatch(claim);
      }
    }
  });

  it("do not turn a label without a finding into reassurance", () => {
    const negative = cards.filter(
      ({ id }) => id.startsWith("no-") || id.endsWith("-normal") || id === "benign-lung-tissue",
    );
    expect(negative).toHaveLength(8);
    for (const { id, what } of negative) {
      expect(what.patient, id).toContain("does not rule out");
      for (const text of Object.values(what)) expect(text, id).not.toMatch(/\b(good news|safe)\b/i);
    }
  });
});

describe("a passage", () => {
  it("comes in the reader's own words, with its card", () => {
    const found = passage("glioma", "what", "patient");
    expect(found?.title).toBe("Glioma");
    expect(found?.text).toBe(getCard("glioma")?.what.patient);
    expect(passage("glioma", "what", "clinician")?.text).not.toBe(found?.text);
  });

  it("puts the questions into one line that says whom to ask", () => {
    const found = passage("biopsy", "ask", "patient");
    expect(found?.text).toMatch(/^Questions to ask the doctor: .+\? .+\?$/);
  });

  it("is null for a card or section that does not exist", () => {
    expect(passage("flux-capacitor", "what", "patient")).toBeNull();
    expect(passage("lesion", "exam", "patient")).toBeNull();
    expect(getCard("constructor")).toBeNull();
  });
});
