import { describe, expect, it } from "vitest";
import { readingGrade } from "@/lib/knowledge/reading-grade";
import { codeAnswer } from "@/lib/vlm/guard/code-answer";
import {
  CHILD_CHEST,
  found,
  GLIOMA,
  LUNGS,
  mark,
  nothing,
  turn,
} from "@/lib/vlm/guard/guard-fixtures";
import type { GuardOptions } from "@/lib/vlm/guard/guard-options";

const TUMOUR = found("mri", "brain tumour", [mark(1, "brain tumour", "upper left")]);
const knows = {
  searchable: ["left lung", "right lung"],
  threshold: () => 0.41,
  labelFigures: () => null,
  failures: () => [],
  intent: null,
  kind: null,
};
const answerTo = (question: string, earlier: GuardOptions["earlier"], change = {}) =>
  codeAnswer(turn(question, [], { earlier, ...change }), knows) ?? "";

describe("what code answers by itself", () => {
  it("a dose or a stop is refused in words that name whom to ask, whoever asks", () => {
    for (const audience of ["patient", "student", "clinician"] as const) {
      const said = answerTo("Can I stop my tablets?", [], { audience });
      expect(said).toMatch(/cannot advise/);
      expect(said).toMatch(/doctor or a pharmacist|doctor who treats the patient/);
      expect(said).not.toMatch(/\d/);
    }
  });
  it("how sure a label was, with its number and what the number is not", () => {
    expect(answerTo("How sure are you?", [GLIOMA])).toContain("glioma, with 0.91 of 1");
    expect(answerTo("How sure are you?", [GLIOMA])).toContain("not the chance that you have it");
    expect(answerTo("Probability?", [GLIOMA], { audience: "clinician" })).toContain("0.91");
  });
  it("how sure a mark was, with n and threshold for a clinician and in plain words for a patient", () => {
    const numbers = answerTo("n and overlap? threshold?", [GLIOMA, TUMOUR], {
      audience: "clinician",
    });
    expect(numbers).toMatch(/n 60; overlap of half or more 0\.90; .*threshold 0\.41/);
    expect(answerTo("how sure r u", [TUMOUR])).toContain("90 of 100");
    expect(
      answerTo("Could you have missed it?", [nothing("endoscopy", "bleeding", 0.45)]),
    ).toContain("I missed 45 of 100");
  });
  it("of a label and a mark of one picture both, unless the words name one of them", () => {
    const both = [GLIOMA, TUMOUR];
    expect(answerTo("How sure are you?", both)).toMatch(
      /glioma, with 0\.91 of 1.*\n\nI was tested/,
    );
    expect(answerTo("How sure is that label?", both)).not.toContain("marks");
    expect(answerTo("Could the box be wrong? How sure are you?", both)).toMatch(/^I was tested/);
    expect(answerTo("How sure are you of the mark?", [TUMOUR, GLIOMA])).toMatch(/^I was tested/);
  });
  it("a patient can read it with eight years of school", () => {
    for (const earlier of [[GLIOMA], [TUMOUR], [nothing("endoscopy", "bleeding", null)]]) {
      expect(readingGrade(answerTo("How sure are you?", earlier))).toBeLessThanOrEqual(8);
    }
    expect(readingGrade(answerTo("Can I stop my tablets?", []))).toBeLessThanOrEqual(8);
  });
  it("what to ask a doctor, from the card of the last picture", () => {
    expect(answerTo("What should I ask my doctor?", [GLIOMA])).toMatch(
      /^Questions to ask .*\[card:glioma\]$/,
    );
    const other = { ...LUNGS, result: { ...LUNGS.result, imageId: "other" } } as typeof LUNGS;
    expect(answerTo("What should I ask my doctor?", [GLIOMA, other])).not.toContain(
      "[card:glioma]",
    );
  });
  it("which label was surer, where the numbers can be compared, and that they cannot where not", () => {
    const meningioma = structuredClone(GLIOMA);
    if (meningioma.tool !== "diagnose" || meningioma.result.outcome !== "labelled")
      throw new Error();
    meningioma.result.imageId = "other";
    meningioma.result.labels = [{ label: "meningioma", probability: 0.6, card: "meningioma" }];
    const question = "Which one were you more sure about?";
    const said = answerTo(question, [GLIOMA, meningioma]);
    expect(said).toContain("glioma with 0.91, then meningioma with 0.60");
    expect(said).toContain("The higher number is that of glioma.");
    meningioma.result.set = "another-set";
    expect(answerTo(question, [GLIOMA, meningioma])).toContain("cannot be compared");
    expect(answerTo(question, [GLIOMA])).toContain("glioma, with 0.91 of 1");
  });
  it("the labels of the set in their order, and that they are no differential", () => {
    const said = answerTo("Differential diagnosis?", [GLIOMA], { audience: "clinician" });
    expect(said).toMatch(/glioma 0\.91, meningioma 0\.06.*no differential diagnosis/);
    expect(readingGrade(answerTo("What else could it be?", [GLIOMA]))).toBeLessThanOrEqual(8);
  });
  it("that it grades nothing, asked which is worse", () => {
    expect(answerTo("Which of the two is worse?", [GLIOMA, GLIOMA])).toContain("no grade");
  });
  it("a guess beside the label, with both numbers; where there is no label, that it cannot be told", () => {
    const student = { audience: "student" };
    const other = answerTo("I think it's a meningioma.", [GLIOMA], student);
    expect(other).toContain("is another: glioma, with 0.91 of 1.");
    expect(other).toContain("meningioma has 0.06.");
    expect(answerTo("Could it be a pituitary tumor?", [GLIOMA], student)).toContain("has 0.02");
    expect(answerTo("My guess: glioma", [GLIOMA], student)).toContain(
      "the same: glioma, with 0.91",
    );
    expect(answerTo("I think it's a glioma.", [TUMOUR], student)).toMatch(
      /^I cannot tell. I looked for brain tumour and for nothing else/,
    );
    // No guess at all, though it begins like one.
    const aboutChats = "Could it be that other people read my chats?";
    expect(answerTo(aboutChats, [GLIOMA], student)).toBe(answerTo(aboutChats, [], student));
    expect(answerTo(aboutChats, [GLIOMA], student)).not.toBe("");
  });
  it("that a guess outside the labels, or of several of them, cannot be told", () => {
    for (const question of ["Could it be a cyst?", "Maybe it's a glioma or a meningioma?"]) {
      const said = answerTo(question, [GLIOMA], { audience: "student" });
      expect(said).toMatch(
        /^I cannot tell\. The head MRI set knows glioma, .*, and nothing else\./,
      );
      expect(said).toContain("glioma fits best, with 0.91 of 1");
    }
    expect(answerTo("I think it's a meningioma.", [GLIOMA])).toMatch(/^I cannot tell\./);
  });
  it("a guess that ends a description, for a student", () => {
    const said = answerTo("irregular edges, so meningioma?", [GLIOMA], { audience: "student" });
    expect(said).toMatch(/^My label for the picture is another: glioma/);
    expect(answerTo("what is a meningioma?", [GLIOMA], { audience: "student" })).toBe("");
  });
  it("what was measured of a label, for a clinician with intervals, untested under 20 pictures", () => {
    const figure = (value: number, n: number) => ({ value, n, low: value - 0.1, high: 1 });
    const labelFigures = () => ({
      accuracy: figure(0.83, 77),
      sensitivity: figure(0.85, 20),
      specificity: figure(0.95, 57),
      predictive: figure(0.8, 10),
    });
    const sure = (audience: GuardOptions["audience"], question: string) =>
      codeAnswer(turn(question, [], { audience, earlier: [GLIOMA] }), { ...knows, labelFigures });
    expect(sure("clinician", "Sensitivity, PPV?")).toContain(
      "sensitivity 0.85 (0.75 to 1.00), n 20; specificity 0.95 (0.85 to 1.00), n 57; positive predictive value untested, n 10",
    );
    expect(sure("patient", "How sure are you?")).toContain("83 of 100 of my labels were right");
    expect(
      sure("patient", "How often are you wrong about meningioma? How sure are you?"),
    ).toContain("Of test pictures with the label meningioma, I gave it to 85 of 100.");
  });
  it("what the model is known to get wrong, after its limits", () => {
    const failures = (modality: string) => (modality === "mri" ? ["It misses small ones."] : []);
    const options = turn("Limitations?", [], { audience: "clinician", earlier: [GLIOMA] });
    expect(codeAnswer(options, { ...knows, failures })).toMatch(
      /Known failures in MRI pictures: It misses small ones\.$/,
    );
  });
  it.each([
    ["Do I need to go to the ER?", /^I cannot tell how urgent this is\. Call your local emergency/],
    ["how soon should I see a doctor", /^I cannot tell how urgent/],
    ["can he go to school", /^I cannot say what is safe in daily life/],
    ["Can I still drink coffee?", /^I cannot say what is safe in daily life/],
    ["I am scared", /^I am sorry that this is a worry.*Questions to ask the doctor/],
    ["my mother had it too", /^Thank you for telling me.*It matters to the doctor/],
    ["how long do I have", /^I cannot say how serious this is/],
    ["who can I talk to", /^The doctor who asked for the picture is the first to ask/],
    ["next case please", /^I have no cases of my own here/],
    ["tell me like I'm ten", /^In short: My label for the picture is glioma/],
    ["why not", /^My label for the picture is glioma/],
    ["so I have brain cancer", /^That is more than a label can say\. My label .* is glioma/],
    ["so it is harmless", /^I cannot tell you that all is well.* My label .* is glioma/],
    ["What was it trained on?", /^The head MRI set was made from/],
  ])("%s", (question, said) => {
    const answer = answerTo(question, [GLIOMA]);
    expect(answer).toMatch(said);
    expect(readingGrade(answer.replace(/\[card:.*?\]/g, ""))).toBeLessThanOrEqual(9);
  });
  it("on which side a mark lies, and nothing while it can still be looked for", () => {
    const question = "is it on the left or the right";
    const intent = "sides" as const;
    const sideAfter = (earlier: GuardOptions["earlier"], searchable: readonly string[]) =>
      codeAnswer(turn(question, [], { earlier }), { ...knows, intent, searchable });
    expect(sideAfter([GLIOMA, TUMOUR], [])).toMatch(
      /^The mark for brain tumour lies here in the picture: upper left\..*\[card:left-and-right\]$/,
    );
    expect(sideAfter([GLIOMA], ["brain tumour"])).toBeNull();
    expect(sideAfter([GLIOMA], [])).toMatch(/\[card:left-and-right\]$/);
  });
  it("what tells things apart, from their cards", () => {
    const said = answerTo("how do I tell a glioma from a meningioma?", [GLIOMA]);
    expect(said.match(/\[card:[a-z-]+\]/g)).toEqual(["[card:glioma]", "[card:meningioma]"]);
    const two = answerTo("how do I tell them apart", [GLIOMA]);
    expect(two).toMatch(/\[card:glioma\]\n\n.*\[card:/);
  });
  it("why left and right are swapped, from the card", () => {
    for (const audience of ["patient", "student", "clinician"] as const) {
      const said = answerTo("Why is the right one on the left side?", [], { audience });
      expect(said).toMatch(/\[card:left-and-right\]$/);
    }
  });
  it("a size never, the population of a label, and nothing of either where there is no result", () => {
    expect(answerTo("How big is it?", [TUMOUR])).toMatch(/^I cannot measure\./);
    expect(answerTo("How big is it?", [])).toBe("");
    const people = answerTo("Which population was the label set made from?", [GLIOMA]);
    expect(people).toMatch(/set was made from .* It holds for /);
    const none = answerTo("Which population was the label set made from?", [TUMOUR]);
    expect(none).toMatch(/stands on the page about the model/);
  });
  it("what can be looked for", () => {
    const said = answerTo("What can you look for?", [], { hasImage: true });
    expect(said).toBe("Here I can look for: left lung and right lung.");
  });
  it.each([
    ["why", [GLIOMA], /^My label for the picture is glioma\. .* I cannot point to the part/],
    ["why", [TUMOUR], /^A mark stands where the picture fits brain tumour/],
    ["serious", [GLIOMA], /^I cannot say how serious this is.*Questions to ask the doctor/],
    ["next", [GLIOMA], /^What comes next is for the doctor to say/],
    ["grade", [GLIOMA], /no grade/],
    ["again", [GLIOMA], /^In short: My label for the picture is glioma, with 0\.91 of 1\./],
    ["sure", [CHILD_CHEST, LUNGS], /^My label for the picture is .*\n\nI was tested/],
    ["tool", [], /not a doctor/],
    ["treatment", [], /cannot advise/],
  ] as const)("what the words as a whole are after: %s", (intent, earlier, said) => {
    const options = turn("Hm, tell me about that then", [], { earlier: [...earlier] });
    expect(codeAnswer(options, { ...knows, intent })).toMatch(said);
  });
  it("the kind of picture, and what it cannot tell of it", () => {
    const kind = { id: "mri", name: "MRI", probability: 0.98, region: "brain", card: "mri" };
    const options = turn("Is this a T1 or a T2?", []);
    const said = codeAnswer(options, { ...knows, intent: "kind", kind });
    expect(said).toMatch(/^I take this for an MRI picture of the brain \(0\.98 of 1/);
    expect(said).toMatch(/I cannot tell the sequence, .* \[card:mri\]$/);
    expect(codeAnswer(options, { ...knows, intent: "kind", kind: null })).toBeNull();
  });
  it("that there is no picture, to a question about one", () => {
    const options = turn("Where is it?", [], { hasImage: false });
    const said = codeAnswer(options, { ...knows, intent: "place" });
    expect(said).toMatch(/^There is no picture in this chat yet\./);
  });
  it("but not where a card's word is asked for", () => {
    const options = turn("What is pneumonia?", [], { hasImage: false });
    expect(codeAnswer(options, { ...knows, intent: "label" })).toBeNull();
  });
  it("a guess by the one word that tells a label from the others", () => {
    const options = turn("I disagree, to me it is in the pituitary", [], {
      audience: "student",
      earlier: [GLIOMA],
    });
    expect(codeAnswer(options, { ...knows, intent: "guess" })).toMatch(
      /^My label for the picture is another: glioma/,
    );
  });
  it("nothing of sides where none is asked for", () => {
    const options = turn("who is right?", [], { earlier: [GLIOMA] });
    expect(codeAnswer(options, { ...knows, intent: "sides" })).toBeNull();
  });
  it("thanks are no end where a question comes behind them", () => {
    const options = turn("ok thank you, can I go in the sun", [], { earlier: [GLIOMA] });
    expect(codeAnswer(options, { ...knows, intent: "treatment" })).toMatch(/cannot advise/);
  });
  it("and nothing else", () => {
    expect(codeAnswer(turn("What does this show?", []), knows)).toBeNull();
    expect(codeAnswer(turn("How sure are you?", []), knows)).toBeNull();
  });
});
