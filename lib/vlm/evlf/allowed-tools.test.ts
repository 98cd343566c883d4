import { describe, expect, it } from "vitest";
import { unsupported } from "../guard/guard-fixtures";
import { allowedTools } from "./allowed-tools";

describe("the tools that may be called", () => {
  const lookup = { tool: "lookup", result: { outcome: "nothing", term: "x" } } as const;
  const diagnosed = {
    tool: "diagnose",
    result: { outcome: "unusable", reason: "no-image", modality: null, imageId: null },
  } as const;
  const all = ["ground", "diagnose", "lookup"];

  it("are those offered; diagnose once; none after four calls", () => {
    expect(allowedTools(all, [])).toEqual(all);
    expect(allowedTools(["lookup"], [])).toEqual(["lookup"]);
    expect(allowedTools(all, [diagnosed])).toEqual(["ground", "lookup"]);
  });

  it("are first the one that the question's words name, and no label then", () => {
    expect(allowedTools(all, [], "place")).toEqual(["ground"]);
    expect(allowedTools(all, [], "word")).toEqual(["lookup"]);
    expect(allowedTools(all, [lookup], "place")).toEqual(["ground", "lookup"]);
    expect(allowedTools(all, [lookup, lookup, lookup, lookup])).toEqual([]);
  });

  it("are no search where the words are after none, no call of a picture without one", () => {
    const wish = { intent: null, maySearch: true, hasPicture: true, several: true };
    expect(allowedTools(all, [], "open", { ...wish, maySearch: false })).toEqual([
      "diagnose",
      "lookup",
    ]);
    expect(allowedTools(all, [], "open", { ...wish, hasPicture: false })).toEqual(["lookup"]);
    expect(allowedTools(all, [], "open", { ...wish, intent: "word" })).toEqual(["lookup"]);
    expect(allowedTools(all, [], "open", { ...wish, intent: "why" })).toEqual([
      "ground",
      "diagnose",
    ]);
  });

  it("are none after the search for the one thing that was asked for", () => {
    const searched = unsupported("xray", "nodule", []);
    const one = { intent: "place", maySearch: true, hasPicture: true, several: false } as const;
    expect(allowedTools(all, [searched], "place", one)).toEqual([]);
    expect(allowedTools(all, [searched], "place", { ...one, several: true })).not.toEqual([]);
  });
});
