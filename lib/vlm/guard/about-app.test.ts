import { describe, expect, it } from "vitest";
import { readingGrade } from "@/lib/knowledge/reading-grade";
import { aboutApp } from "@/lib/vlm/guard/about-app";

describe("a question about the product itself", () => {
  it.each([
    ["Are you a doctor?", "not a person, and not a doctor"],
    ["Who made you?", "EVLF-mini"],
    ["Do you learn from my pictures?", "do not learn"],
    ["Can other people read this chat?", "cannot open them"],
    ["Do you keep what I write to you?", "until you delete them"],
    ["How do I delete this conversation?", "choose Delete"],
    ["What kinds of files can I give you?", "DICOM"],
    ["How do I add a picture?", "paste"],
    ["Can I bring two pictures at the same time?", "four in one message"],
    ["How often are you wrong?", "page about the model"],
    ["What are you not able to do?", "cannot diagnose"],
    ["Are you better than a radiologist?", "No comparison"],
    ["Has a doctor checked you?", "no medical device"],
  ])("%s is answered: %s", (question, part) => {
    const said = aboutApp(question) ?? "";
    expect(said).toContain(part);
    expect(readingGrade(said)).toBeLessThanOrEqual(8);
  });

  it.each([
    "What does this show?",
    "What are you looking at?",
    "What are you sure about?",
    "Can you see a tumour in my picture?",
    "Do you see my lungs?",
    "Is this mole dangerous?",
    "Can the doctor see it on the picture?",
    "How do I remove a wine stain from a carpet?",
    "What kind of picture is this?",
    "Who can see the tumour?",
    "How big is the tumour in the picture?",
    "Has a doctor to check this?",
    "Which film is this?",
  ])("%s is not one", (question) => {
    expect(aboutApp(question)).toBeNull();
  });
});
