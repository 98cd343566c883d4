import { describe, expect, test } from "vitest";
import { answerOf, ground } from "@/tests/server/history";
import { titleAfter } from "./title-after";

describe("a title from results", () => {
  test("says of a mark that it is one, and of a search without one that there is none", () => {
    expect(titleAfter(answerOf("", ground("lung opacity", "found")))).toBe(
      "Chest X-ray: marked lung opacity",
    );
    expect(titleAfter(answerOf("", ground("effusion", "nothing")))).toBe(
      "Chest X-ray: no mark for effusion",
    );
  });

  test("names marks before searches without one, and two things at most", () => {
    const results = [
      ground("effusion", "nothing"),
      ground("lung opacity", "found"),
      ground("left lung", "found"),
      ground("right lung", "found"),
    ];
    expect(titleAfter(answerOf("", ...results))).toBe(
      "Chest X-ray: marked lung opacity and left lung",
    );
  });

  test("tells a student nothing of an answer that waits", () => {
    const answer = answerOf("", ground("lung opacity", "found"));
    const title = titleAfter({ ...answer, metadata: { audience: "student" } });
    expect(title).toBe("Chest X-ray: practice");
  });

  test("is left to the question where no result says anything", () => {
    expect(titleAfter(answerOf("An X-ray is a picture."))).toBeNull();
  });
});
