import { describe, expect, it } from "vitest";
import { lookup } from "./lookup";

const FILM = [
  { label: "bacterial pneumonia", card: "bacterial-pneumonia" },
  { label: "normal", card: "chest-film-normal" },
];
const cardsOf = (term: string, shown = FILM) => {
  const result = lookup(term, "patient", shown);
  return result.outcome === "found" ? [...new Set(result.passages.map(({ card }) => card))] : [];
};

describe("a look-up", () => {
  it("of a label means that of the chat's picture, not that of another kind", () => {
    expect(cardsOf("normal")).toEqual(["chest-film-normal"]);
    expect(cardsOf("the normal")).toEqual(["chest-film-normal"]);
  });
  it("of another word is what it was", () => {
    expect(cardsOf("biopsy")).toEqual(cardsOf("biopsy", []));
    expect(cardsOf("biopsy")[0]).toBe("biopsy");
  });
  it("finds nothing for a word of no card", () => {
    expect(lookup("flux capacitor", "patient", FILM)).toEqual({
      outcome: "nothing",
      term: "flux capacitor",
    });
  });
});
