import {
  ASKS,
  cannot,
  found,
  LABEL,
  MEANS,
  NO_SET,
  OFF_TOPIC,
  SURE,
  say,
  theme,
  word,
} from "@/scripts/eval/talks/script";

const pet = (label: string) => ({ dataset: "cdi-pet", label });
const ALZHEIMER = pet("alzheimer's disease");
const NO_ALZHEIMER = pet("no evidence of alzheimer's disease");
const lung = (label: string) => ({ dataset: "iq-oth-ct", label });
const ABDOMEN = { dataset: "vqa-med-2019", modality: "ct", anatomy: "abdomen" };

/** Talks about brain PET. */
export const PET = theme("pet", {
  mother: [
    "patient",
    say("This is my mother's PET scan, can you explain it", LABEL, ALZHEIMER),
    say("What does that mean?", MEANS),
    say("what should we ask the doctor", ASKS),
  ],
  "no-evidence": [
    "patient",
    say("What does the pet show?", LABEL, NO_ALZHEIMER),
    say("so dad does not have dementia", { holds: ["dementia"] }),
    say("How sure are you?", SURE),
  ],
  "forgets-things": [
    "patient",
    say(
      "I forget names all the time. Does this picture show Alzheimers?",
      {
        tool: "diagnose",
        ending: "labelled",
      },
      NO_ALZHEIMER,
    ),
    say("what is a pet scan", word("pet")),
  ],
  student: [
    "student",
    say("Interpret this PET slice.", LABEL, ALZHEIMER),
    say("Where is the hippocampus?", cannot("hippocampus")),
    say("What does FDG-PET show?", word("pet", "alzheimers-pet")),
  ],
  "student-quiz": [
    "student",
    say("Test me: what is this picture?", { quiz: true }, NO_ALZHEIMER),
    say("Alzheimer's?", { holds: ["alzheimer's disease", "alzheimer"] }),
  ],
  clinician: [
    "clinician",
    say("AD vs none, probability.", { ...LABEL, numbers: ["label"] }, ALZHEIMER),
    say("Frontotemporal dementia?", { holds: ["frontotemporal dementia", "dementia"] }),
  ],
  "clinician-two": [
    "clinician",
    say("First patient.", LABEL, ALZHEIMER),
    say("Second patient.", { ...LABEL, numbers: ["label"] }, NO_ALZHEIMER),
  ],
});

/** Talks about CT, mostly of the chest. */
export const CT = theme("ct", {
  lung: [
    "patient",
    say("What is on my lung CT?", LABEL, lung("malignant")),
    say("what does malignant mean", word("benign-and-malignant", "lung-ct-malignant")),
    say("What should I ask my doctor?", ASKS),
  ],
  normal: [
    "patient",
    say("They did a CT of my lungs, what do you see?", LABEL, lung("normal")),
    say("so no cancer, great", { holds: ["cancer"] }),
  ],
  nodule: [
    "patient",
    say("Where is the nodule?", { ...cannot("nodule"), holds: ["nodule"] }, lung("benign")),
    say("My letter says 8 mm. Is that big?", {
      says: [/\bdoctor|\bcannot\b|\bno source\b/i],
      unsaid: [/\b8 mm is\b/i],
    }),
    say("What does incidental finding mean?", word("incidental-finding")),
  ],
  radiation: [
    "patient",
    say("How much radiation did I get from my CT?", {
      tool: "lookup",
      cites: ["radiation-dose", "ct"],
    }),
    say("And is an MRI better?", { tool: "lookup", cites: ["mri", "radiation-dose"] }),
  ],
  abdomen: [
    "patient",
    say("can you tell me what this ct of my belly shows", NO_SET, ABDOMEN),
    say("is my liver ok?", { ...cannot("liver"), holds: ["ok", "normal", "healthy"] }),
    say("ok. how tall is the eiffel tower", { ...OFF_TOPIC, unsaid: [/\b3[0-9]{2}\b/] }),
  ],
  student: [
    "student",
    say("Classify this chest CT.", LABEL, lung("malignant")),
    say("Show me the tumour.", { ...cannot("tumour") }),
    say("But you said malignant, so where is it?", {
      says: [/\bcannot\b|\bcould not\b|\bpatient's|\bnot (?:mark|look)|nothing that I can mark/i],
    }),
  ],
  clinician: [
    "clinician",
    say(
      "Axial chest CT, label with probability.",
      { ...LABEL, numbers: ["label"] },
      lung("benign"),
    ),
    say("Spiculated nodule in the RUL, agreed?", { holds: ["nodule", "spiculation"] }),
  ],
  "change-of-kind": [
    "clinician",
    say("Label?", LABEL, lung("normal")),
    say("Now this film: where is the left lung?", found("left lung"), {
      dataset: "covid-cxr",
      boxed: "left lung",
    }),
    say("Overlap and n?", { numbers: ["strength"] }),
  ],
});
