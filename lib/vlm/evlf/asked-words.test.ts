import { describe, expect, it } from "vitest";
import { bareTerm, countedIn, isVague, quotedIn, termAlone, wholeThing } from "./asked-words";

describe("the words that a question names", () => {
  it("a term alone is asked of the picture, also after a story; a card's word is not", () => {
    expect(bareTerm("effusion?", null, false)).toBe("effusion");
    expect(bareTerm("4y, fever. Midline shift?", null, true)).toBe("midline shift");
    expect(bareTerm("Consolidation?", null, true)).toBe("consolidation");
    expect(bareTerm("Consolidation?", null, false)).toBeNull();
    expect(bareTerm("glioma?", null, true)).toBeNull();
    expect(bareTerm("really?", null, false)).toBeNull();
    expect(bareTerm("effusion?", "thanks", false)).toBeNull();
    expect(bareTerm("SUVR?", null, false)).toBeNull();
    expect(bareTerm("The report calls it incidental. Meaning what?", null, false)).toBeNull();
    expect(bareTerm("Box it. Threshold?", null, false)).toBeNull();
  });
  it("what is to be counted, what stands in quotes, what is to be told about", () => {
    expect(countedIn("so how many lobes does this one have")).toBe("lobes");
    expect(countedIn("how many of them are there")).toBeNull();
    expect(quotedIn("my report says 'ground glass opacity', what is it?")).toBe(
      "ground glass opacity",
    );
    expect(quotedIn("it's my sister's scan")).toBeNull();
    expect(termAlone("tell me about granules")).toBe("granules");
    expect(termAlone("SUVR?")).toBe("SUVR");
    expect(termAlone("tell me about this picture")).toBeNull();
  });
  it("a thing with the word behind it that belongs to it", () => {
    expect(wholeThing("Are there keratin pearls?", "keratin")).toBe("keratin pearls");
    expect(wholeThing("How many lobes does a neutrophil have?", "neutrophil")).toBe("neutrophil");
    expect(wholeThing("is the nodule there?", "nodule")).toBe("nodule");
    expect(wholeThing("any nodule in the lung", "nodule")).toBe("nodule");
    expect(countedIn("How many lobes does a neutrophil have?")).toBeNull();
  });
  it("nothing of greetings and pointing words", () => {
    for (const text of ["hi", "me", "hello there", "my picture"]) expect(isVague(text)).toBe(true);
    expect(isVague("the nodule")).toBe(false);
  });
  it("and no long message holds them up", () => {
    const long = `${"how many ' tell me about ".repeat(160)}x`;
    const started = performance.now();
    for (const read of [quotedIn, countedIn, termAlone]) read(long);
    bareTerm(long, null, true);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
