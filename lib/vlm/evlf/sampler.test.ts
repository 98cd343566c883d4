import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ToolName } from "@/lib/contracts/tools";
import { callStart, callSteps } from "./grammar";
import { READING, ReadingForm } from "./reading-form";
import { argmax, GreedySampler, samplerTables } from "./sampler";
import { toyTokenizer } from "./toy-tokenizer";
import { allowedTokens } from "./vocabulary";

const tokenizer = toyTokenizer([
  "<tool",
  "_call>",
  '>{"',
  '{"name":"',
  "ground",
  '","arguments":{"',
  'phrase":"',
  "lung",
  "<think>",
  "</think>",
  '"}}</tool_call>',
  '"}}</tool_call>x',
]);
const EOS = 0;
const reading = new ReadingForm({ modalities: ["mri", "ct"], regions: ["brain"], labelSets: [] });
const tables = samplerTables(tokenizer, EOS);
const ALL: readonly ToolName[] = ["ground", "diagnose", "lookup"];

/** Writes with logits from `score`, until the end or `most` tokens. */
function write(score: (step: number, id: number) => number, tools = ALL, most = 200): string {
  const sampler = new GreedySampler(tables, tools, reading);
  const ids: number[] = [];
  while (ids.length < most) {
    const step = ids.length;
    const logits = Float32Array.from({ length: tokenizer.size }, (_, id) => score(step, id));
    const id = sampler.next(logits);
    if (id === EOS) break;
    ids.push(id);
  }
  return tokenizer.decode(ids);
}

const wants = (text: string) => {
  const ids = tokenizer.encode(text);
  return (step: number, id: number): number => (ids[step] === id ? 10 : id === EOS ? 5 : 0);
};

const CALL = '<tool_call>{"name":"ground","arguments":{"phrase":"lung"}}</tool_call>';

/** A space and two digits. */
const fits = (text: string) =>
  !/^(?: \d?\d?)?$/.test(text) ? "no" : text.length === 3 ? "whole" : "part";

describe("greedy decoding", () => {
  it("takes the largest, and the first of equals", () => {
    expect(argmax(Float32Array.of(1, 3, 3, 2))).toBe(1);
  });

  it("writes what is likeliest outside a call, and ends", () => {
    expect(write(wants("A <b> sentence."))).toBe("A <b> sentence.");
  });

  it("goes on after a beginning in a form, and ends only where the form is whole", () => {
    const sampler = new GreedySampler(tables, [], reading, "<think>\n</think>\nbox", { fits });
    // the likeliest first, then the end, then a digit: only what the form takes is written
    const likely = tokenizer.encode("x 4").concat(EOS);
    const [digit] = tokenizer.encode("7");
    const score = (step: number, id: number) =>
      id === likely[step] ? 10 : id === EOS ? 9 : id === digit ? 5 : 0;
    const ids = likely.map((_, step) =>
      sampler.next(Float32Array.from({ length: tokenizer.size }, (_, id) => score(step, id))),
    );
    expect(tokenizer.decode(ids.slice(0, 3))).toBe(" 74");
    expect(ids.at(-1)).toBe(EOS);
  });

  it("lets a form pick among the digits that fit, by their shares", () => {
    const given: [string, [number, number][]][] = [];
    const form = {
      fits: (text: string) => (text.endsWith("9") ? "no" : fits(text)),
      digit: (text: string, shares: ReadonlyMap<number, number>) => {
        given.push([text, [...shares]]);
        return 4;
      },
    };
    const sampler = new GreedySampler(tables, [], reading, "<think>\n</think>\nbox", form);
    const even = new Float32Array(tokenizer.size);
    const space = Float32Array.from(even, (_, id) => (id === tokenizer.encode(" ")[0] ? 1 : 0));
    const ids = [space, even, even].map((logits) => sampler.next(Float32Array.from(logits)));
    expect(tokenizer.decode(ids)).toBe(" 44");
    expect(given.map(([text]) => text)).toEqual([" ", " 4"]);
    expect(given[0]?.[1].map(([digit]) => digit)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(given[0]?.[1].map(([, share]) => share)).toEqual(Array(9).fill(expect.closeTo(1 / 9)));
  });

  it("writes no special token, however likely", () => {
    expect(write((step, id) => (id === 1 ? 100 : wants("ab")(step, id)))).toBe("ab");
  });

  it("lets a right call through and ends after it", () => {
    expect(write(wants(`${CALL}more`))).toBe(CALL);
  });

  it("makes any call right, whatever the model would rather write", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(1000)), fc.constantFrom(...ALL), (stream, tool) => {
        const opening = tokenizer.encode("<tool_call>");
        const noise = new Map<number, number>();
        const random = (key: number): number => {
          const known = noise.get(key) ?? stream.next().value ?? 0;
          noise.set(key, known);
          return known;
        };
        const text = write(
          (step, id) =>
            step < opening.length ? (opening[step] === id ? 9999 : 0) : random(step * 200 + id),
          [tool],
        );
        if (text.endsWith("</tool_call>")) {
          const json: unknown = JSON.parse(
            text.slice("<tool_call>".length, -"</tool_call>".length),
          );
          expect(json).toMatchObject({ name: tool });
        } else {
          const rest = new TextEncoder().encode(text.slice("<tool_call>".length));
          expect(callSteps(callStart([tool]), rest)).not.toBeNull();
        }
      }),
      { numRuns: 40 },
    );
  });

  it("does not open a call when no tool may be called", () => {
    expect(write(wants(CALL), [])).not.toContain("<");
    const late = write(wants(`<think>\n1. A look. (none)\n</think>\n${CALL}`), []);
    expect(late.startsWith("<think>\n1. A look. (none)\n</think>\n")).toBe(true);
    expect(late.slice("<think>\n1. A look. (none)\n</think>".length)).not.toContain("<");
  });

  it("leaves the tag alone inside the reasoning", () => {
    const text = "<think>\nno <tool_call>x here\n</think>\nok";
    expect(write(wants(text))).toBe(text);
  });
});

describe("the mask of a state", () => {
  it("holds exactly the tokens that the grammar takes whole", () => {
    for (const written of ["", '{"name":"', '{"name":"ground","arguments":{"phrase":"lung']) {
      const state = callSteps(callStart(ALL), new TextEncoder().encode(written));
      if (!state) throw new Error("bad test");
      const mask = new Set(allowedTokens(tables.vocabulary, state));
      for (let id = 2; id < tokenizer.size; id += 1) {
        expect(mask.has(id)).toBe(callSteps(state, tokenizer.bytesOf(id)) !== null);
      }
    }
  });

  it("keeps a reading to its form, and leaves all other text alone", () => {
    const rest = " (image)\n2. More.";
    const wrong = `${READING}CT, brain; a tumour.${rest}`;
    const written = write((step, id) => {
      // what is not written as wished goes on with the form's own letters
      return wants(wrong)(step, id) || wants(`${READING}CT, brain; no label set.${rest}`)(step, id);
    });
    expect(written.startsWith(`${READING}CT, brain; no label set. (image)`)).toBe(true);
    const other = "<think>\n1. CT, brain; a tumour. (image)";
    expect(write(wants(other))).toBe(other);
  });
});
