import { describe, expect, test } from "vitest";
import { markWords, searchWords, snippetOf } from "./mark-words";

const shown = (pieces: { text: string; hit: boolean }[]): string =>
  pieces.map(({ text, hit }) => (hit ? `<${text}>` : text)).join("");

describe("marked words", () => {
  test("are whole words: a short stem is no beginning of another word", () => {
    const marked = markWords("An index in ink", { stems: ["in"], prefix: "" });
    expect(shown(marked)).toBe("An index <in> ink");
  });

  test("keep every character of the text", () => {
    const text = "Lung, lungs; LUNG (lung).";
    const pieces = markWords(text, { stems: ["lung"], prefix: "lu" });
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    expect(pieces.filter((piece) => piece.hit)).toHaveLength(4);
  });

  test("stand in the stretch that has most of them, cut between words", () => {
    const filler = "and so on ".repeat(40);
    const text = `lung ${filler}the lung has an opacity ${filler}`;
    const snippet = shown(snippetOf(text, { stems: ["lung", "opac"], prefix: "" }));
    expect(snippet).toContain("<lung> has an <opacity>");
    expect(snippet.length).toBeLessThan(160);
    expect(snippet.startsWith("…")).toBe(true);
    expect(snippet.endsWith("…")).toBe(true);
  });

  test("are eight at most, in lower case, without signs", () => {
    expect(searchWords("X-ray & 0.81!")).toEqual(["x", "ray", "0.81"]);
    expect(searchWords("a b c d e f g h i j")).toHaveLength(8);
  });
});
