import { describe, expect, it } from "vitest";
import { GLIOMA } from "../guard/guard-fixtures";
import { callByCode } from "./call-by-code";
import type { ReadPrompt } from "./read-prompt";

const TOOLS = ["ground", "diagnose", "lookup"];
const FILM = { modality: "xray", phrases: ["left lung", "right lung"] };
const HEAD = { modality: "mri", phrases: ["brain tumour"] };

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
    const written = callByCode(prompt(question), TOOLS, null) ?? "";
    expect(written).toContain(`"name":"lookup"`);
    expect(written.toLowerCase()).toContain(term);
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
    expect(callByCode(prompt(question), TOOLS, FILM)).toContain(`"name":"diagnose"`);
    expect(callByCode(prompt(question), TOOLS, null) ?? "").not.toContain("diagnose");
  });

  it.each([
    "What does this X-ray show?",
    "Hello",
    "Where is the tumour?",
    "what about that one",
    "I think so",
    "Where are the findings written?",
  ])("%s is left to the model", (question) => {
    expect(callByCode(prompt(question), TOOLS, FILM)).toBeNull();
  });

  it.each([
    ["Where is the left lung?", "left lung"],
    ["Sorry, here it is. Where are the lungs?", "lungs"],
    ["Show me the right lung field.", "right lung field"],
  ])("%s is searched for by its name", (question, phrase) => {
    const written = callByCode(prompt(question), TOOLS, FILM) ?? "";
    expect(written).toContain(`"name":"ground","arguments":{"phrase":"${phrase}"}`);
    expect(callByCode(prompt(question), TOOLS, HEAD) ?? "").not.toContain("ground");
  });

  it.each([
    "Is there a nodule in the left lung?",
    "Do you see fluid around the lungs?",
    "Where is the heart?",
  ])("%s is no search for what is only named beside it", (question) => {
    expect(callByCode(prompt(question), TOOLS, FILM) ?? "").not.toContain("ground");
  });

  it("takes a brain tumour for no other tumour", () => {
    const ask = (modality: string, phrase: string) =>
      callByCode(prompt("Where is the brain tumor?"), TOOLS, { modality, phrases: [phrase] }) ?? "";
    expect(ask("mri", "brain tumour")).toContain(`{"phrase":"brain tumor"}`);
    expect(ask("ultrasound", "breast tumour")).not.toContain("ground");
  });

  it("asks for the label of a new picture where the one before was labelled", () => {
    const asked = { role: "user" as const, text: "And this one?", images: ["new"] };
    const next = (change: Partial<ReadPrompt>) =>
      callByCode(prompt("And this one?", { transcript: [asked], ...change }), TOOLS, HEAD);
    expect(next({ earlier: [GLIOMA] })).toContain("diagnose");
    expect(next({})).toBeNull();
    expect(next({ earlier: [GLIOMA], transcript: [{ ...asked, images: [] }] })).toBeNull();
  });

  it("is made once a turn, only where the tool is offered, and not within another talk", () => {
    const question = "Could a biopsy hurt?";
    expect(callByCode(prompt(question), TOOLS, null)).not.toBeNull();
    expect(callByCode(prompt(question), [], null)).toBeNull();
    expect(callByCode(prompt(question, { results: [GLIOMA] }), TOOLS, null)).toBeNull();
    expect(callByCode(prompt(question, { earlier: [GLIOMA] }), TOOLS, null)).toBeNull();
  });
});
