import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type StreamEvent, StreamParser } from "./stream-parser";

function joined(events: readonly StreamEvent[]) {
  const of = (type: "reasoning" | "text"): string =>
    events.flatMap((e) => (e.type === type ? [e.text] : [])).join("");
  return {
    reasoning: of("reasoning"),
    text: of("text"),
    calls: events.flatMap((e) => (e.type === "tool-call" ? [e.json] : [])),
  };
}

function parse(pieces: readonly string[]) {
  const parser = new StreamParser();
  return joined([...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()]);
}

const CALL = '{"name":"ground","arguments":{"phrase":"right lung"}}';
const MESSAGES = [
  `<think>\n1. Reading: X-ray, chest; no label set. (image)\n2. Look. (none)\n</think>\n<tool_call>${CALL}</tool_call>`,
  "<think>\n3. One mark. (box 1)\n</think>\nThe right lung [1] is marked.\n\n[[xray.what]]",
  "Plain answer, 3 < 4 and <b>, with </ and <tool but no tag. ",
  "<think>\nnever closed, with <b> and </thin",
  "<think></think>\n",
  "  \n<think>\na\n</think>\n\n  text  \n",
  "",
];

describe("the stream parser", () => {
  it("splits reasoning, call and answer", () => {
    expect(parse([MESSAGES[0] ?? ""])).toEqual({
      reasoning: "1. Reading: X-ray, chest; no label set. (image)\n2. Look. (none)",
      text: "",
      calls: [CALL],
    });
    expect(parse([MESSAGES[1] ?? ""])).toEqual({
      reasoning: "3. One mark. (box 1)",
      text: "The right lung [1] is marked.\n\n[[xray.what]]",
      calls: [],
    });
    expect(parse([MESSAGES[2] ?? ""]).text).toBe(MESSAGES[2]?.trim());
  });

  it("gives the same at every single split of every message", () => {
    for (const message of MESSAGES) {
      const whole = parse([message]);
      for (let i = 0; i <= message.length; i += 1) {
        expect(parse([message.slice(0, i), message.slice(i)])).toEqual(whole);
      }
      expect(parse([...message])).toEqual(whole);
    }
  });

  it("gives the same at any splits of any text made of tags and words", () => {
    const word = fc.constantFrom(
      "<think>",
      "</think>",
      "<tool_call>",
      "</tool_call>",
      "\n",
      " ",
      "a",
      "<",
      "</",
      "<to",
      "\u00e9\u{1f600}",
      "{}",
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 20 }),
        fc.array(fc.nat(4), { maxLength: 40 }),
        (words, sizes) => {
          const text = words.join("");
          const pieces: string[] = [];
          let at = 0;
          for (const size of sizes) {
            pieces.push(text.slice(at, at + size));
            at += size;
          }
          pieces.push(text.slice(at));
          expect(parse(pieces)).toEqual(parse([text]));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("drops a call that was not finished and gives reasoning that was not", () => {
    expect(parse(['<think>\na\n</think>\n<tool_call>{"name":"gro'])).toEqual({
      reasoning: "a",
      text: "",
      calls: [],
    });
    expect(parse(["<think>\nhalf a step"]).reasoning).toBe("half a step");
  });

  it("gives text before it is certain how the message ends", () => {
    const parser = new StreamParser();
    expect(parser.push("The right ")).toEqual([{ type: "text", text: "The right" }]);
    expect(parser.push("lung")).toEqual([{ type: "text", text: " lung" }]);
  });
});
