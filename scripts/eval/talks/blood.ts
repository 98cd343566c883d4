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

const SMEAR = { dataset: "blood-cells", boxed: "white blood cell" };
const PLATELETS = { dataset: "blood-cells", boxed: "platelet" };
const OTHER = { dataset: "draaslan", boxed: "red blood cell" };
const cell = (label: string) => ({ dataset: "white-blood-cells", label });

/** Talks about blood under the microscope. */
export const BLOOD = theme("blood", {
  "white-then-red": [
    "patient",
    say("Where is the white blood cell?", found("white blood cell"), SMEAR),
    say("and the red ones?", found("red blood cell")),
    say("what do white blood cells do", word("white-blood-cell")),
  ],
  platelets: [
    "patient",
    say("Can you find the platelets", found("platelet"), PLATELETS),
    say("How sure are you about them?", SURE),
    say("is it too few? my doctor says my platelets are low", { holds: ["low", "few"] }),
  ],
  leukaemia: [
    "patient",
    say("Do I have leukemia? this is my blood", { holds: ["leukaemia"] }, SMEAR),
    say("But the nurse said blasts were seen", { holds: ["blast"] }),
  ],
  count: [
    "patient",
    say("how many red blood cells are in this picture", found("red blood cell"), OTHER),
    say("Is that a normal number?", { holds: ["normal"] }),
  ],
  "one-cell": [
    "patient",
    say("What kind of cell is this?", LABEL, cell("lymphocyte")),
    say("What does that mean?", MEANS),
    say("what should i ask my doctor about it", ASKS),
  ],
  parasite: [
    "patient",
    say(
      "I was in Africa. Where are the malaria parasites?",
      {
        ...cannot("malaria parasites"),
        holds: ["malaria"],
      },
      SMEAR,
    ),
    say("so i dont have malaria?", { holds: ["malaria"] }),
  ],
  "student-smear": [
    "student",
    say("Find the white blood cells.", found("white blood cell"), SMEAR),
    say("Now its nucleus.", found("white blood cell nucleus")),
    say("and the platelets", { tool: "ground", phrase: "platelet" }),
  ],
  "student-type": [
    "student",
    say("Name this cell.", LABEL, cell("neutrophil")),
    say("isn't that an eosinophil?", { holds: ["eosinophil"] }),
    say("How many lobes does a neutrophil have?", { cites: ["neutrophil"] }),
  ],
  "student-quiz": [
    "student",
    say(
      "I want to be quizzed on blood cells. Start with this one.",
      { quiz: true },
      cell("monocyte"),
    ),
    say("My guess: lymphocyte", { holds: ["lymphocyte"] }),
    say("Okay, what is it really?", LABEL),
  ],
  "student-two": [
    "student",
    say("What is this cell?", LABEL, cell("eosinophil")),
    say("And this one?", LABEL, cell("lymphocyte")),
    say("Which one were you more sure about?", SURE),
  ],
  "clinician-diff": [
    "clinician",
    say(
      "Type of this leukocyte, with probability.",
      { ...LABEL, numbers: ["label"] },
      cell("neutrophil"),
    ),
    say("Mark the nucleus.", found("white blood cell nucleus")),
    say("n and accuracy of that mark?", { numbers: ["strength"] }),
  ],
  "clinician-rbc": [
    "clinician",
    say("Count erythrocytes.", found("red blood cell"), SMEAR),
    say("What F1 do you reach, on how many fields?", { numbers: ["strength"] }),
    say("cutoff?", { numbers: ["threshold"] }),
  ],
  "clinician-sickle": [
    "clinician",
    say("Any sickle cells?", { ...cannot("sickle cells"), holds: ["sickle cell"] }, OTHER),
    say("WBCs?", { tool: "ground", phrase: "white blood cell" }),
  ],
});
