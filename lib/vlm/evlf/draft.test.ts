import { describe, expect, it } from "vitest";
import { Draft } from "./draft";

const END = 2;
const MESSAGES = [10, 11, 12, 13, END, 10, 11, 12, 13, END, 10, 11, 14, 15, END];

describe("guesses of what comes next", () => {
  it("begins as messages begin, and follows the commonest way", () => {
    expect(new Draft(MESSAGES, END).guess([], 3)).toEqual([10, 11, 12]);
  });

  it("goes on from what is written, the longest known ending first", () => {
    expect(new Draft(MESSAGES, END).guess([10, 11, 14], 4)).toEqual([15]);
    expect(new Draft(MESSAGES, END).guess([99, 98, 12], 4)).toEqual([13]);
  });

  it("never guesses past a message's end, and nothing after unknown tokens", () => {
    expect(new Draft(MESSAGES, END).guess([10, 11, 12, 13], 4)).toEqual([]);
    expect(new Draft(MESSAGES, END).guess([77], 4)).toEqual([]);
    expect(new Draft([], END).guess([10], 4)).toEqual([]);
  });

  it("gives the same guess for the same ending, however long the message", () => {
    const long = Array.from({ length: 60 }, () => 50);
    const draft = new Draft(MESSAGES, END);
    expect(draft.guess([...long, 10, 11], 2)).toEqual(draft.guess([...long, ...long, 10, 11], 2));
  });
});
