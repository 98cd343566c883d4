import {
  ASKS,
  cannot,
  found,
  LABEL,
  MEANS,
  SURE,
  say,
  theme,
  word,
} from "@/scripts/eval/talks/script";

const lung = (label: string) => ({ dataset: "lc25000-lung", label });
const NUCLEI = { dataset: "dsb-nuclei", boxed: "cell nucleus" };

/** Talks about stained tissue under the microscope. */
export const TISSUE = theme("tissue", {
  patient: [
    "patient",
    say(
      "The lab sent me this picture of my biopsy. What is it?",
      LABEL,
      lung("lung adenocarcinoma"),
    ),
    say("what does that mean?", MEANS),
    say("what do i ask the oncologist", ASKS),
  ],
  benign: [
    "patient",
    say("What does this slide show?", LABEL, lung("benign lung tissue")),
    say("So no cancer?", { holds: ["cancer"] }),
  ],
  nuclei: [
    "patient",
    say("where are the nuclei", found("cell nucleus"), NUCLEI),
    say("How sure are you?", { says: [/\buntested\b/] }),
    say("What is a cell nucleus?", word("cell-nucleus")),
  ],
  squamous: [
    "student",
    say("Which diagnosis would you consider?", LABEL, lung("lung squamous cell carcinoma")),
    say("Are there keratin pearls?", { ...cannot("keratin pearls"), holds: ["keratin pearl"] }),
    say("What is the difference to an adenocarcinoma?", {
      cites: ["lung-adenocarcinoma", "lung-squamous-cell-carcinoma"],
    }),
  ],
  count: [
    "student",
    say("How many nuclei are in this field?", found("cell nucleus"), NUCLEI),
    say("Could you have missed some?", { says: [/\bmiss|\buntested|\bcan\b/i] }),
  ],
  stain: [
    "student",
    say("what is histopathology", word("histopathology")),
    say("and this one, what is it?", LABEL, lung("lung adenocarcinoma")),
    say("Sure?", SURE),
  ],
  clinician: [
    "clinician",
    say(
      "H&E field, lung. Label?",
      { ...LABEL, numbers: ["label"] },
      lung("lung squamous cell carcinoma"),
    ),
    say("Mitotic count?", cannot("mitoses")),
    say("I read it as adenocarcinoma.", { holds: ["adenocarcinoma"] }),
  ],
  "clinician-nuclei": [
    "clinician",
    say("Detect nuclei.", found("cell nucleus"), NUCLEI),
    say("F1 and n on validation?", { numbers: ["strength"] }),
    say("Threshold?", { numbers: ["threshold"] }),
  ],
});
