import { describe, expect, it } from "vitest";
import { getCard } from "@/lib/knowledge/cards";
import { cardOfLabel, cardOfModality, cardOfPhrase, namedCards } from "@/lib/knowledge/labels";

describe("the table of labels, phrases and modalities", () => {
  it("names only cards that exist", () => {
    expect(namedCards().filter((id) => getCard(id) === null)).toEqual([]);
    expect(namedCards()).toHaveLength(35 + 11 + 9);
  });

  it("tells the same word apart in different sets", () => {
    expect(cardOfLabel("fundus-disease", "normal")).toBe("fundus-normal");
    expect(cardOfLabel("lung-ct", "normal")).toBe("lung-ct-normal");
  });

  it("takes either spelling and any case", () => {
    expect(cardOfLabel("brain-tumor", "Pituitary tumor")).toBe("pituitary-tumour");
    expect(cardOfLabel("brain-pet", "Alzheimer’s disease")).toBe("alzheimers-pet");
    expect(cardOfPhrase("  Right  Lung ")).toBe("lungs");
  });

  it("has nothing for strangers", () => {
    expect(cardOfLabel("brain-tumor", "bleeding")).toBeNull();
    expect(cardOfLabel("toString", "glioma")).toBeNull();
    expect(cardOfPhrase("ligament")).toBeNull();
    expect(cardOfPhrase("constructor")).toBeNull();
    expect(cardOfModality("none")).toBeNull();
    expect(cardOfModality("cfp")).toBe("fundus-photograph");
  });
});
