import { describe, expect, it } from "vitest";
import { found, GLIOMA, mark, unsupported } from "../guard/guard-fixtures";
import { callByCode as call, callMessage } from "./call-by-code";
import type { CallKnows } from "./call-knows";
import type { Searchable } from "./picture-facts";
import type { ReadPrompt } from "./read-prompt";

const TOOLS = ["ground", "diagnose", "lookup"];
const FILM = { modality: "xray", phrases: ["left lung", "right lung"] };
const HEAD = { modality: "mri", phrases: ["brain tumour"] };

function knows(searchable: Searchable | null, change: Partial<CallKnows> = {}): CallKnows {
  const plain = { speaks: searchable !== null, intent: null, maybe: "other", thing: "" } as const;
  return { searchable, ...plain, ...change };
}

/** The message of the call that code makes, or null. */
function callByCode(...given: Parameters<typeof call>): string | null {
  const made = call(...given);
  return made === null ? null : callMessage(made, given[0].written);
}

function prompt(question: string, change: Partial<ReadPrompt> = {}): ReadPrompt {
  const transcript: ReadPrompt["transcript"] = [{ role: "user", text: question, images: [] }];
  return {
    ...{ transcript, question, personText: question, results: [], earlier: [], written: [] },
    ...{ bytes: new Map() },
    ...change,
  };
}

describe("a call that the words of a question ask for", () => {
  it.each([
    ["What is a glioma, in one paragraph?", "glioma"],
    ["They want to do a biopsy. What is that?", "biopsy"],
    ["What is glaucoma?", `{"term":"glaucoma"}`],
    ["Explain the impression section of a report.", "impression"],
    ["Is it sensible to get a second opinion?", "second opinion"],
    ["What is a pneumatocele?", `{"term":"pneumatocele"}`],
    ["Is it rude to ask for a second opinion?", "second opinion"],
  ])("%s is looked up", (question, term) => {
    const written = callByCode(prompt(question), TOOLS, knows(null)) ?? "";
    expect(written).toContain(`"name":"lookup"`);
    expect(written.toLowerCase()).toContain(term);
  });

  it("a broken bone is searched for, in the person's word, and then the label is asked for", () => {
    const asked = prompt("he fell, is anything broken");
    expect(call(asked, TOOLS, knows(FILM))?.input).toEqual({ phrase: "broken bone" });
    const searched = unsupported("xray", "broken bone", []);
    const then = prompt("he fell, is anything broken", { results: [searched] });
    expect(call(then, TOOLS, knows(FILM))?.tool).toBe("diagnose");
  });

  it("a place is that of what was spoken of, wherever in the body", () => {
    const asked = prompt("where in my head is it", { earlier: [GLIOMA] });
    const place = { intent: "place", thing: "head" } as const;
    expect(call(asked, TOOLS, knows(HEAD, place))?.input).toEqual({ phrase: "brain tumour" });
    const nowhere = call(asked, TOOLS, knows({ modality: "ct", phrases: [] }, place));
    expect(nowhere?.input).toEqual({ phrase: "glioma" });
    const side = prompt("is it on the left or the right", { earlier: [GLIOMA] });
    expect(call(side, TOOLS, knows(HEAD, { intent: "sides" }))?.input).toEqual({
      phrase: "brain tumour",
    });
  });

  it.each([
    "Please put a frame around the anterior hippocampus.",
    "I would like to see where the anterior hippocampus lies.",
  ])("%s", (question) => {
    const head = { modality: "mri", phrases: ["anterior hippocampus", "posterior hippocampus"] };
    const place = { intent: "place", thing: "hippocampus" } as const;
    expect(call(prompt(question), TOOLS, knows(head, place))?.input).toEqual({
      phrase: "anterior hippocampus",
    });
  });

  it("the other of two things, after one of them", () => {
    const lung = found("xray", "left lung", [mark(1, "left lung", "middle right")]);
    const asked = prompt("now the other one", { earlier: [lung] });
    expect(call(asked, TOOLS, knows(FILM))?.input).toEqual({ phrase: "right lung" });
    const white = found("blood_smear", "white blood cell", [mark(1, "white blood cell", "centre")]);
    const cells = { modality: "blood_smear", phrases: ["white blood cell", "red blood cell"] };
    const red = prompt("and the red ones?", { earlier: [white] });
    expect(call(red, TOOLS, knows(cells, { intent: "label" }))?.input).toEqual({
      phrase: "red blood cell",
    });
    const back = found("mri", "anterior hippocampus", [mark(1, "anterior hippocampus", "centre")]);
    const both = { modality: "mri", phrases: ["anterior hippocampus", "posterior hippocampus"] };
    const then = prompt("and the back part?", { earlier: [back] });
    expect(call(then, TOOLS, knows(both))?.input).toEqual({ phrase: "posterior hippocampus" });
  });

  it.each([
    ["They want to do a biopsy on Thursday, what happens there?", "next", "biopsy"],
    ["Window settings for lung, remind me?", "presence", "Window settings"],
    ["explain neutrophils like im five", null, "neutrophils"],
  ] as const)("%s is after a word", (question, intent, term) => {
    const made = call(prompt(question, { earlier: [GLIOMA] }), TOOLS, knows(HEAD, { intent }));
    expect([made?.tool, made?.input.term]).toEqual(["lookup", term]);
  });

  it("what was spoken of, where a question refers back to it", () => {
    const asked = prompt("what do those do in the body", {
      earlier: [found("blood_smear", "platelet", [mark(1, "platelet", "centre")])],
    });
    const smear = { modality: "blood_smear", phrases: ["platelet"] };
    expect(call(asked, TOOLS, knows(smear, { intent: "word", thing: "body" }))?.input).toEqual({
      term: "platelet",
    });
  });

  it.each([
    "ok whats your label",
    "Name this cell.",
    "ok give me the answer",
    "Okay, what is it really?",
    "ok here is my real scan",
    "Is there anything wrong with my eye?",
    "Findings?",
    "ok, differential diagnosis",
    "I think it is a glioma.",
    "My guess is a melanoma",
    "Quiz me on this picture before you tell me anything.",
    "Let me practise.",
    "Fine. Label?",
    "Label, please, with the probability.",
    "What is this spot on my back?",
    "Please explain this eye picture",
  ])("%s asks for the label of a medical picture, and of nothing else", (question) => {
    expect(callByCode(prompt(question), TOOLS, knows(FILM))).toContain(`"name":"diagnose"`);
    expect(callByCode(prompt(question), TOOLS, knows(null)) ?? "").not.toContain("diagnose");
  });

  it.each([
    "What does this X-ray show?",
    "Hello",
    "Where is the tumour?",
    "what about that one",
    "I think so",
    "Where are the findings written?",
  ])("%s is left to the model", (question) => {
    expect(callByCode(prompt(question), TOOLS, knows(FILM))).toBeNull();
  });

  it.each([
    ["Where is the left lung?", "left lung"],
    ["Sorry, here it is. Where are the lungs?", "lungs"],
    ["Show me the right lung field.", "right lung field"],
  ])("%s is searched for by its name", (question, phrase) => {
    const written = callByCode(prompt(question), TOOLS, knows(FILM)) ?? "";
    expect(written).toContain(`"name":"ground","arguments":{"phrase":"${phrase}"}`);
    expect(callByCode(prompt(question), TOOLS, knows(HEAD)) ?? "").not.toContain("ground");
  });

  it.each([
    "Is there a nodule in the left lung?",
    "Do you see fluid around the lungs?",
    "Where is the heart?",
  ])("%s is no search for what is only named beside it", (question) => {
    expect(callByCode(prompt(question), TOOLS, knows(FILM)) ?? "").not.toContain("ground");
  });

  it("takes a brain tumour for no other tumour", () => {
    const ask = (modality: string, phrase: string) =>
      callByCode(
        prompt("Where is the brain tumor?"),
        TOOLS,
        knows({ modality, phrases: [phrase] }),
      ) ?? "";
    expect(ask("mri", "brain tumour")).toContain(`{"phrase":"brain tumor"}`);
    expect(ask("ultrasound", "breast tumour")).not.toContain("ground");
  });

  it("asks for the label of a new picture where the one before was labelled", () => {
    const asked = { role: "user" as const, text: "And this one?", images: ["new"] };
    const next = (change: Partial<ReadPrompt>) =>
      callByCode(prompt("And this one?", { transcript: [asked], ...change }), TOOLS, knows(HEAD));
    expect(next({ earlier: [GLIOMA] })).toContain("diagnose");
    expect(next({ earlier: [GLIOMA], transcript: [{ ...asked, images: [] }] })).toBeNull();
  });

  it("asks for the label of a new picture where the words are after nothing else", () => {
    const said = (text: string, change: Partial<CallKnows> = {}) => {
      const transcript: ReadPrompt["transcript"] = [{ role: "user", text, images: ["new"] }];
      return callByCode(prompt(text, { transcript }), TOOLS, knows(HEAD, change));
    };
    expect(said("my nurse took this, dear")).toContain("diagnose");
    expect(said("my nurse took this, dear", { maybe: "tool" })).toBeNull();
    expect(said("my nurse took this, dear", { maybe: "treatment" })).toBeNull();
    expect(said("is it from an MRI") ?? "").not.toContain("diagnose");
    expect(said("show the brain tumour")).toContain("ground");
  });

  it("is made once a turn, only where the tool is offered; a test may be asked for within any talk", () => {
    const question = "Could a biopsy hurt?";
    expect(callByCode(prompt(question), TOOLS, knows(null))).not.toBeNull();
    expect(callByCode(prompt(question), [], knows(null))).toBeNull();
    expect(callByCode(prompt(question, { results: [GLIOMA] }), TOOLS, knows(null))).toBeNull();
    const shown: ReadPrompt["transcript"] = [{ role: "user", text: "Look", images: ["pic"] }];
    const within = prompt(question, { earlier: [GLIOMA], transcript: shown });
    expect(callByCode(within, TOOLS, knows(null))).toContain(`{"term":"biopsy"}`);
  });

  it.each([
    ["hi, this spot is growing, should i worry?", FILM, "label", "", "diagnose"],
    ["is there anything bad in it", FILM, "presence", "anything bad", "diagnose"],
    [
      "can you show me where his heart is",
      FILM,
      "place",
      "heart",
      `ground","arguments":{"phrase":"heart"`,
    ],
    ["is there fluid in the left lung", FILM, "presence", "fluid", `{"phrase":"fluid"}`],
    ["show his left lung to me pls", FILM, "place", "left lung", `{"phrase":"left lung"}`],
    ["is my heart too big", FILM, "label", "heart", `{"phrase":"heart"}`],
    ["is his chest x-ray normal", FILM, "label", "chest", "diagnose"],
    ["What does incidental finding mean?", HEAD, "label", "", "incidental finding"],
    ["and the left lung?", FILM, null, "", `{"phrase":"left lung"}`],
    [
      "how would one tell glioma from meningioma",
      HEAD,
      "word",
      "glioma from meningioma",
      "glioma from meningioma",
    ],
    ["how does an MRI work in a kidney stone", HEAD, "word", "kidney stone", `{"term":"MRI"}`],
  ] as const)(
    "%s: what its words as a whole are after",
    (question, searchable, intent, thing, said) => {
      const written =
        callByCode(prompt(question), TOOLS, knows(searchable, { intent, thing })) ?? "";
      expect(written).toContain(said);
    },
  );

  it("points at what was spoken of last, where only a place is asked for", () => {
    const image: ReadPrompt["transcript"] = [
      { role: "user", text: "What is it?", images: ["pic"] },
      { role: "user", text: "where", images: [] },
    ];
    const at = prompt("where", { earlier: [GLIOMA], transcript: image });
    const known = knows(HEAD, { intent: "place", thing: "where" });
    expect(callByCode(at, TOOLS, known)).toContain(`{"phrase":"brain tumour"}`);
  });

  it("asks for the label where what a person wonders about cannot be searched for", () => {
    const modality = { id: "ct", name: "CT", probability: 0.99 };
    const result = {
      outcome: "unsupported",
      asked: "nodule",
      modality,
      imageId: "pic",
      supported: [],
      card: null,
    } as const;
    const written = [
      "<think>\n1. Reading: CT, chest: malignant. (image)\n2. I look. (none)\n</think>",
    ];
    const after = prompt("any nodule?", {
      results: [{ tool: "ground", result: { ...result, supported: [] } }],
      written,
    });
    const known = knows(FILM, { intent: "presence", thing: "nodule" });
    expect(callByCode(after, TOOLS, known)).toMatch(/^<think>\n3\. .*"diagnose"/s);
    expect(callByCode(after, TOOLS, { ...known, speaks: false })).toBeNull();
    expect(callByCode(after, TOOLS, { ...known, intent: "place" })).toBeNull();
  });

  it("comes after the model's own line on the picture, in its count", () => {
    const made = { says: "I ask.", tool: "diagnose", input: {} } as const;
    expect(callMessage(made, [], "1. Reading: MRI, brain: glioma. (image)")).toBe(
      '<think>\n1. Reading: MRI, brain: glioma. (image)\n2. I ask. (none)\n</think>\n<tool_call>{"name":"diagnose","arguments":{}}</tool_call>',
    );
    expect(callMessage(made, ["<think>\n1. A. (none)\n2. B. (none)\n</think>"])).toContain(
      "\n3. I ask.",
    );
  });

  it.each(["-".repeat(3900), "some thing ".repeat(350), "a".repeat(3900), "is ".repeat(1300)])(
    "is known at once of any message",
    (long) => {
      const known = knows(FILM, { intent: "word", thing: `${long} x y z` });
      const at = prompt(`${long} x y z w`);
      expect(() => call(at, TOOLS, known)).not.toThrow();
      expect(() => call(at, TOOLS, { ...known, intent: "place" })).not.toThrow();
    },
    2000,
  );
});
