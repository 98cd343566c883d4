import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnswerGuard } from "@/lib/vlm/guard/answer-guard";
import {
  FUNDUS_NORMAL,
  found,
  GLIOMA,
  LUNGS,
  mark,
  NEVUS,
  NO_ALZHEIMERS,
  NO_TUMOUR,
  nothing,
  notMedical,
  turn,
  unsupported,
} from "@/lib/vlm/guard/guard-fixtures";
import type { GuardOptions } from "@/lib/vlm/guard/guard-options";

function answer(text: string, options: GuardOptions): string {
  const guard = createAnswerGuard(options);
  return guard.push(text) + guard.end();
}

const what = (results: GuardOptions["results"], change: Partial<GuardOptions> = {}) =>
  turn("What does this show?", results, change);

/** Sentences of the model that must come through unchanged, alone. */
const PASSES: readonly [GuardOptions, string][] = [
  [what([GLIOMA]), "The model's label is glioma (0.91)."],
  [what([GLIOMA]), "Glioma 0.91, head MRI set; next meningioma 0.06."],
  [what([GLIOMA]), "A label is not a diagnosis."],
  [
    what([NO_ALZHEIMERS]),
    "The model's label is no evidence of alzheimer's disease; that does not rule anything out.",
  ],
  [what([LUNGS]), "I placed two marks: left lung [1], middle right; right lung [2], middle left."],
  [what([LUNGS]), "The left lung [1] and the right lung [2] are marked."],
  [what([LUNGS]), "Left and right here are those of the picture."],
  [turn("I think it is an abscess", [GLIOMA]), "You said it is an abscess; my label is glioma."],
];

/** Sentences of the model that must not come through. */
const WITHHELD: readonly [GuardOptions, string][] = [
  [what([GLIOMA]), "The model's label is meningioma."],
  [what([NO_ALZHEIMERS]), "The model's label is alzheimer's disease."],
  [what([GLIOMA]), "The model's label is glioma (0.93)."],
  [what([GLIOMA]), "The glioma is in the left frontal lobe."],
  [what([GLIOMA]), "You have a glioma."],
  [what([GLIOMA]), "Gliomas are usually treated with surgery."],
  [what([GLIOMA]), "The glioma is marked at [1]."],
  [what([GLIOMA]), "Glioma is a kind of tumour. [card:glioma]"],
  [what([GLIOMA]), "[note:nothing] I found nothing."],
  [what([GLIOMA]), "I looked for glioma and placed a mark."],
  [what([GLIOMA]), "I marked the glioma."],
  [what([LUNGS]), "The left lung [2] and the right lung [1] are marked."],
  [what([LUNGS]), "I placed three marks."],
  [what([LUNGS]), "The left lung [1] is in the upper left."],
  [what([LUNGS]), "Both lungs are clear."],
  [what([LUNGS]), "There is no pneumothorax."],
  [what([nothing("endoscopy", "bleeding", 0.1)]), "There is no bleeding."],
  [what([NEVUS]), "This is benign, so it is safe."],
  [what([]), "Everything looks normal."],
  [what([]), "The scan shows a small nodule."],
  [turn("Give the box of the left lung as four numbers.", [LUNGS]), "box 10 22 41 80"],
  [turn("Give the box of the lesion as four numbers.", []), "box 08 12 55 60."],
];

describe("the answer guard", () => {
  it.each(PASSES.map(([options, text]) => [text, options] as const))("lets pass: %s", (text, o) => {
    const guard = createAnswerGuard(o);
    expect(guard.push(text) + guard.end()).toContain(text);
    expect(guard.left().withheld).toEqual([]);
  });

  it.each(WITHHELD.map(([options, text]) => [text, options] as const))(
    "withholds: %s",
    (text, o) => {
      const shown = answer(text, o);
      expect(shown).not.toContain(text);
      expect(shown).toMatch(/\[note:withheld\] I left out (one|2) sentences? of this answer\./);
    },
  );

  it("says once how many sentences were left out, and why", () => {
    const text = "The model's label is glioma. There is a cyst. You are fine. It causes headaches.";
    const shown = answer(text, what([GLIOMA]));
    expect(shown.match(/\[note:withheld\]/g)).toHaveLength(1);
    expect(shown).toMatch(/I left out 3 sentences .*finding|I left out 3 sentences .*soothed/s);
  });

  it("puts a licensed card's passage in the place of its slot, with the source", () => {
    const shown = answer("The model's label is glioma.\n[[glioma.what]]", what([GLIOMA]));
    expect(shown).toMatch(/^The model's label is glioma\.\n.+ \[card:glioma\]$/s);
  });

  it("drops slots of cards that no result names, and unknown ones, silently", () => {
    const guard = createAnswerGuard(what([GLIOMA]));
    const text = "The model's label is glioma. [[melanoma.what]] [[no-card.what]] [[glioma.how]]";
    const shown = guard.push(text) + guard.end();
    expect(shown).toMatch(/^The model's label is glioma\.\n\nQuestions to ask/);
    expect(shown).not.toMatch(/melanoma|no-card|\[\[/);
    expect(guard.left()).toEqual({ withheld: [], slots: 3 });
  });

  it("always allows cards on kinds of picture and on words", () => {
    const shown = answer("[[mri.exam]] [[biopsy.what]]", turn("What is it?", []));
    expect(shown).toContain("[card:mri]");
    expect(shown).toContain("[card:biopsy]");
  });

  it("drops a repeated sentence and a repeated slot", () => {
    const text =
      "A label is not a diagnosis. A label is not a diagnosis. [[mri.exam]] [[mri.exam]]";
    const shown = answer(text, what([GLIOMA]));
    expect(shown.match(/A label is not a diagnosis/g)).toHaveLength(1);
    expect(shown.match(/\[card:mri\]/g)).toHaveLength(1);
  });

  it("says that the two readings differ, and names both", () => {
    const reading = "Reading: MRI, brain: meningioma. (image)";
    const shown = answer("The model's label is glioma.", what([GLIOMA], { reading }));
    expect(shown).toMatch(/\[note:differs\].*meningioma.*glioma/s);
    const same = what([GLIOMA], { reading: "Reading: MRI, brain: glioma." });
    expect(answer("The model's label is glioma.", same)).not.toContain("[note:differs]");
  });

  it("says how often it misses what it found nothing of, or that this is untested", () => {
    const tested = answer("", what([nothing("endoscopy", "bleeding", 0.08)]));
    expect(tested).toContain("[note:nothing] I looked for *bleeding* and found none");
    expect(tested).toContain("I missed 8 of 100");
    expect(answer("", what([nothing("mri", "brain tumour", null)]))).toContain("untested");
  });

  it("says what can be looked for where it could not look", () => {
    const results = [unsupported("xray", "ligament", ["left lung", "right lung"])];
    const shown = answer("I cannot look for that.", turn("Where is the ligament?", results));
    expect(shown).toMatch(/\[note:could-not-look\].*ligament.*left lung and right lung/s);
  });

  it("shows the outcome first and once where nothing was found or labelled", () => {
    const cannot = "I cannot look for a rib in X-ray. I can look for the left lung here.";
    const could = answer(cannot, what([unsupported("xray", "rib", ["left lung"])]));
    expect(could).toMatch(
      /^\[note:could-not-look\] [^\n]*\n\nQuestions to ask[^\n]*\[card:xray\]$/,
    );
    const none =
      "I looked for bleeding and found none. That does not mean there is none. [[gi-bleeding.what]]";
    const shown = answer(none, what([nothing("endoscopy", "bleeding", 0.08)]));
    expect(shown).toMatch(
      /^\[note:nothing\] [^\n]*\n\n[^\n]*\[card:gi-bleeding\]\n\nQuestions to ask[^\n]*$/,
    );
  });

  it("says what was asked and not looked for when something else was found", () => {
    const shown = answer("I marked the left lung [1].", turn("Where is the effusion?", [LUNGS]));
    expect(shown).toMatch(/\[note:could-not-look\] You asked about \*effusion\*/);
  });

  it("says what to bring instead of a photo that is not medical", () => {
    const skin = answer("", turn("What is this mole on my arm?", [notMedical()]));
    expect(skin).toMatch(/\[note:not-supported\].*0\.97.*dermatoscope/s);
    const screen = answer("", turn("A photo of the screen of my MRI", [notMedical()]));
    expect(screen).toContain("exported file");
  });

  it("adds no bare refusal to what it said of such a photo", () => {
    const said = turn("My doctor sees it clearly.", [notMedical()]);
    expect(answer("I cannot help with that.", said)).toBe(answer("", said));
    const dose = "I cannot help with that; please ask a doctor or a pharmacist.";
    expect(answer(dose, said)).toContain(dose);
  });

  it("never lets a label that names nothing seen stand without its caution, said once", () => {
    for (const [results, label] of [
      [NO_TUMOUR, "no tumour"],
      [FUNDUS_NORMAL, "normal"],
    ] as const) {
      const shown = answer(
        `My label for this picture is ${label}. It is ${label}.`,
        what([results]),
      );
      expect(shown.match(/does not rule anything out/g)).toHaveLength(1);
    }
    const own = "The model's label is no tumour; that does not rule anything out.";
    const shown = answer(own, what([NO_TUMOUR]));
    expect(shown).toMatch(
      /^The model's label is no tumour; that does not rule anything out\.\n\nQ/,
    );
    expect(shown.match(/rule anything out/g)).toHaveLength(1);
  });

  it("opens with a question for a student, unless one is there or the student wants none", () => {
    const student = { audience: "student" } as const;
    const said = "The model's label is glioma.";
    expect(answer(said, what([GLIOMA], student))).toMatch(/^Before you read on: [^\n]*\?\n\nThe m/);
    const own = "Try it yourself first: what would you describe before naming anything? ";
    expect(answer(own + said, what([GLIOMA], student))).toBe(own + said);
    expect(answer(said, turn("just tell me", [GLIOMA], student))).toBe(said);
    expect(answer(said, turn("hello", [], student))).not.toContain("?");
  });

  it("opens with the label and its number for a clinician, once", () => {
    const clinician = { audience: "clinician" } as const;
    expect(answer("The model's label is glioma.", what([GLIOMA], clinician))).toBe(
      "Label of the head MRI set: glioma 0.91; next meningioma 0.06.\n\nThe model's label is glioma.",
    );
    const asking = "Here are questions that you can take along. [[glioma.ask]]";
    expect(answer(asking, what([GLIOMA], clinician))).not.toMatch(/questions/i);
    const own = "Glioma 0.91, head MRI set; next meningioma 0.06.";
    expect(answer(own, what([GLIOMA], clinician))).toBe(own);
  });

  it("ends with what to ask for a patient, once", () => {
    const asks = (text: string) => answer(text, what([GLIOMA])).match(/Questions to ask/g);
    expect(asks("The model's label is glioma.")).toHaveLength(1);
    expect(asks("The model's label is glioma. [[glioma.ask]]")).toHaveLength(1);
    expect(asks("You have cancer.")).toHaveLength(1);
  });

  it("composes an answer from the results when nothing of the model's may stand", () => {
    const tumour = found("mri", "brain tumour", [mark(1, "brain tumour", "upper left")]);
    const shown = answer("You have cancer. It is on the right.", what([GLIOMA, tumour]));
    expect(shown).toContain("The model's label is glioma (0.91), from the head MRI set.");
    expect(shown).toContain("brain tumour [1], upper left");
    expect(shown).toContain("[card:glioma]");
  });

  it("is never empty", () => {
    const none: GuardOptions["results"] = [];
    const lookup = { tool: "lookup", result: { outcome: "nothing", term: "x" } } as const;
    for (const results of [none, [GLIOMA], [LUNGS], [notMedical()], [lookup]]) {
      for (const hasImage of [true, false]) {
        expect(answer("", what(results, { hasImage })).trim()).not.toBe("");
      }
    }
  });

  it("gives the same output however the text is cut", () => {
    const pieces = [
      "The model's label is glioma (0.91). ",
      "[[glioma.what]]",
      "[[glioma.ask]] ",
      "There is a pneumothorax on the left.\n",
      "A label is not a diagnosis.\n\n",
      "- left lung [1], middle right; right lung [2], middle left.\n",
      "See e.g. the next line. ",
      "Is that so? ",
      "You are fine! ",
      "[[broken",
      "[note:x] y. ",
      "0.91",
    ];
    const options = what([GLIOMA, LUNGS]);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 }),
        (chosen, sizes) => {
          const text = chosen.join("");
          const guard = createAnswerGuard(options);
          let shown = "";
          for (let at = 0, i = 0; at < text.length; i += 1) {
            const size = sizes[i % sizes.length] ?? 1;
            shown += guard.push(text.slice(at, at + size));
            at += size;
          }
          expect(shown + guard.end()).toBe(answer(text, options));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("names the marks itself when the model's words for them may not stand, and only then", () => {
    const options = what([LUNGS]);
    const rest = "Left and right here are those of the picture.";
    const named = answer(`I placed 7 marks: left lung [1]. ${rest}`, options);
    expect(named).toContain("left lung [1], middle right; right lung [2], middle left");
    const kept = answer(
      `The left lung [1] and the right lung [2] are marked. You are fine.`,
      options,
    );
    expect(kept).not.toContain("I looked for");
  });

  it.each([
    "So it is definitely benign?",
    "great, so his lungs are completely fine!",
    "That means I have nothing, right?",
    "so i don\u2019t have malaria?",
  ])("tells a patient first that it cannot say that all is well: %s", (question) => {
    const said = answer("The model's label is glioma (0.91).", turn(question, [GLIOMA]));
    expect(said).toMatch(/^I cannot tell you that all is well/);
    const other = answer("The model's label is glioma (0.91).", what([GLIOMA]));
    expect(other).not.toContain("all is well");
  });
});
