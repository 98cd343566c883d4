import { describe, expect, it } from "vitest";
import { questionKind } from "@/lib/vlm/guard/question-kind";

describe("a question that needs no tool", () => {
  it.each([
    ["ok thanks", "thanks"],
    ["Thank you so much!", "thanks"],
    ["How many tablets can I take a day?", "treatment"],
    ["Should I stop my blood pressure pills?", "treatment"],
    ["which cream do i use and how much of it", "treatment"],
    ["I take metformin, should I stop it before?", "treatment"],
    ["so i can take my blood thinner again?", "treatment"],
    ["Prednisone dose for this?", "treatment"],
    ["what should i ask my doctor", "questions-for-doctor"],
    ["Which questions are good for the visit?", "questions-for-doctor"],
    ["How sure are you about that mark?", "how-sure"],
    ["and the miss rate, n?", "how-sure"],
    ["Operating threshold?", "how-sure"],
    ["Second label?", "how-sure"],
    ["What can you look for then?", "can-look"],
    ["then i can skip the biopsy", "treatment"],
    ["Does it need to be cut out?", "treatment"],
    ["Then I don't need to go back to the hospital, right?", "treatment"],
    ["the ambulance is coming, thank you", "thanks"],
    ["Which labels does the set have?", "differential"],
    ["How big is it?", "size"],
    ["Which population was the label set made from?", "population"],
    ["Why can't you say it?", "why-not"],
    ["whats the weather in london tomorow", "off-topic"],
    ["Which one were you more sure about?", "which-surer"],
    ["Which of the two is worse?", "which-worse"],
    ["Differential diagnosis?", "differential"],
    ["What's the differential?", "differential"],
    ["ddx", "differential"],
    ["And what else could it be?", "differential"],
    ["why is the right one on the left side of the picture?", "sides"],
    ["How do I know which side is which on a film?", "sides"],
  ])("%s: %s", (question, kind) => {
    expect(questionKind(question, true)).toBe(kind);
  });

  it.each([
    "What does this show?",
    "Thanks, and where is the tumour?",
    "What does the doctor mean by biopsy?",
    "Where is the left lung?",
    "Box it, and how good are you at that?",
    "Then your label with its probability.",
    "What does probability mean?",
    "What is a differential diagnosis?",
    "Is it worse now?",
    "Is it a melanoma?",
    "Did the treatment help?",
    "How many red blood cells are there?",
    "Why is the right lung darker than the left lung?",
    "Is the mark on the left?",
    "How big is the risk?",
    "Why is it dark there?",
    "Which people get this?",
    "Can I take it to my appointment?",
  ])("none of them: %s", (question) => {
    expect(questionKind(question, true)).toBeNull();
  });

  it("goes back to nothing where nothing was returned before", () => {
    expect(questionKind("How sure are you?", false)).toBeNull();
    expect(questionKind("What should I ask my doctor?", false)).toBeNull();
    expect(questionKind("Can I stop my tablets?", false)).toBe("treatment");
  });
});

it("the kind of a thing, or whether a part is well, is no question after the kind of picture or what will come of it", () => {
  expect(questionKind("What kind of cell is this?", false, "kind")).toBeNull();
  expect(questionKind("what kind of scan is this", false, "kind")).toBe("kind");
  expect(questionKind("is my liver ok?", true, "serious")).toBeNull();
  expect(questionKind("what is a differential diagnosis", true, "differential")).toBeNull();
  expect(questionKind("trace it so i can leave a gap", true, "again")).toBeNull();
});
