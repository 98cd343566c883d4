import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callStart, callSteps, MAX_ARGUMENT } from "./grammar";

const ALL = ["ground", "diagnose", "lookup"] as const;
const stateAfter = (text: string, tools: readonly (typeof ALL)[number][] = ALL) =>
  callSteps(callStart(tools), new TextEncoder().encode(text));
const ends = (text: string, tools?: readonly (typeof ALL)[number][]): boolean =>
  stateAfter(text, tools)?.at === "end";
const ground = (phrase: string): string =>
  `{"name":"ground","arguments":{"phrase":"${phrase}"}}</tool_call>`;

describe("the grammar of a tool call", () => {
  it("takes the three calls and nothing after them", () => {
    expect(ends(ground("right lung"))).toBe(true);
    expect(ends('{"name":"diagnose","arguments":{}}</tool_call>')).toBe(true);
    expect(ends('{"name":"lookup","arguments":{"term":"MRI"}}</tool_call>')).toBe(true);
    expect(stateAfter(`${ground("a")}x`)).toBeNull();
  });

  it("refuses blanks between, other names, other keys and missing arguments", () => {
    expect(stateAfter('{"name": "ground"')).toBeNull();
    expect(stateAfter('{"name":"segment"')).toBeNull();
    expect(stateAfter('{"name":"lookup","arguments":{"phrase"')).toBeNull();
    expect(stateAfter(ground(""))).toBeNull();
    expect(stateAfter(ground("   "))).toBeNull();
  });

  it("refuses tools that may not be called now", () => {
    expect(stateAfter('{"name":"diagnose"', ["ground", "lookup"])).toBeNull();
    expect(ends(ground("a"), ["ground"])).toBe(true);
  });

  it("takes an argument exactly when the training code would write it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 70 }), (argument) => {
        const control = /[\p{Cc}\p{Cs}]/u.test(argument);
        const fine =
          [...argument].length >= 1 &&
          [...argument].length <= MAX_ARGUMENT &&
          !/["\\<\n]/.test(argument) &&
          argument.replaceAll(" ", "") !== "" &&
          !control;
        expect(ends(ground(argument))).toBe(fine);
      }),
      { numRuns: 400 },
    );
  });

  it("always leads to JSON that parses to what was meant", () => {
    const argument = "left lung, caf\u00e9 {x} 'y'";
    const text = ground(argument).replace("</tool_call>", "");
    expect(JSON.parse(text)).toEqual({ name: "ground", arguments: { phrase: argument } });
    expect(ends(ground(argument))).toBe(true);
  });
});
