/** What kind of statement a clause makes; it decides what its clinical terms may rest on. */
export type Frame =
  | "cannot-look"
  | "cannot-tell"
  | "can-look"
  | "asked"
  | "searched"
  | "not-found"
  | "absence"
  | "meaning"
  | "advice"
  | "source"
  | "offer"
  | "question"
  | "label"
  | "claim";

const SPLIT =
  /\s*(?:;|:|—|–|\(|\)|,?\s+\b(?:but|although|though|however|because|since|whereas|while|except|yet|which|where)\b|,\s+(?:and|so|as|it|there|this|that|he|she|they|you|i|in|with|showing|meaning)\b|\band (?=(?:there|it|i|the|this|that|you|they|he|she)\b)|\s-\s)\s*/;

/** The clauses of a folded sentence, in order, none empty. */
export function clausesOf(folded: string): string[] {
  return folded.split(SPLIT).filter((clause) => /[\p{L}\d]/u.test(clause));
}

const WHO = "(?:i|we|it|the model|this model|the tool|my tools?)";
const CANNOT =
  "(?:can ?not|can't|cant|could not|couldn't|am not able to|is not able to|was not able to|am unable to|do not know how to|don't know how to|was not trained to|have not been trained to|am not trained to)";
const LOOK = "(?:look|search|check|mark|draw|measure|count|box|outline)";

const CANNOT_LOOK = new RegExp(
  `\\b${WHO} ${CANNOT} ${LOOK}\\b|\\boutside (?:of )?what (?:i|the model) (?:was|am|is) trained (?:on|for)\\b|\\bnot (?:something|among the things|one of the things) (?:that )?i (?:can|was trained to) look for\\b`,
);
const CANNOT_TELL = new RegExp(
  `\\b(?:${WHO}|this|that|a picture|one picture|the picture|the label|a label) ${CANNOT} (?:say|tell|judge|know|decide|answer|confirm|diagnose)(?: you| this| that| for sure| from (?:this|the|one|a) picture)*(?: (?:whether|if|what kind|about|anything about|a question about)\\b|$)`,
);
const CAN_LOOK = new RegExp(
  `\\b(?:i|the model|this model) can (?:only |also |still )?${LOOK}\\b|\\bcan look for\\b|\\bwhat i can look for\\b|^instead\\b`,
);
const ASKED =
  /^(?:so |well |since |as )?(?:you|your) (?:(?:have |had |also |just |only )?(?:asked|ask|said|say|wrote|named|call|called|mention|mentioned|told|want to know|wanted to know|are asking|were asking|describe|described|wonder)|question (?:is|was|asks))\b/;
const ASKED_ASSERTS =
  /\b(?:visible|seen|shown|shows?|show|confirm\w*|indeed|correct\w*|right that|agree\w*|evident|clearly|obvious\w*|i see|i can see|is here|is marked|is there in|rightly|true|truly|really|find it|found it)\b/;
const SEARCHED =
  /\b(?:i|the model|we) (?:have |also |only )?(?:looked|searched|checked) (?:for|at)\b|^looked for\b/;
const NOT_FOUND =
  /\b(?:found|find|marked?|detected?) (?:no|none|nothing|not any)\b|\b(?:no|none|nothing) (?:[\p{L}]+ ){0,4}?(?:was |were |is |are )?(?:found|marked|detected)\b|\b(?:did not|didn't|could not|couldn't|can ?not|can't|do not|don't|have not|haven't) (?:find|mark|detect)\b|\b(?:was|were|is|are) not (?:found|marked|detected)\b/u;
const ABSENCE =
  /\b(?:no|without|absent|absence|free of|free from|not present|lacks?|lacking|never|neither|nor|negative for|ruled? out|rules out|excluded?|excludes?|not visible|not seen|see no|sees no|cannot see|can't see|do not see|don't see|did not see|didn't see|isn't|aren't|is not|are not|not any|not have|not)\b/;
const MEANING =
  /\b(?:does not|do not|doesn't|don't|did not|can ?not|can't) (?:by itself |alone |yet )?(?:mean|say|tell|show|prove|rule|replace|settle|decide|measure|make)\b|\bis not (?:a|the|your|any) (?:diagnosis|doctor|proof|finding)\b|\b(?:says?|tells?) nothing\b|\bnot proof\b|\bonly (?:means|says)\b/;
const ADVICE =
  /^(?:please |then |next |so )?(?:(?:ask|talk to|speak to|speak with|see|contact|visit|show (?:it|this|the picture) to|tell|call) (?:a|an|your|the|somebody|people)\b|discuss|write down|take (?:it|this|these|them)|try it)|^(?:a|your|the) (?:doctor|clinician|pathologist|radiologist|specialist|gp|dermatologist) (?:can|could|will|must|should|has to)\b|^(?:only )?a (?:doctor|clinician|biopsy|pathologist)\b/;
const SOURCE =
  /^(?:here (?:is|are)|this is|below is|i (?:do not |don't )?have (?:a|no|one|any)|i found (?:a|no|one) (?:source|card|passage)|the (?:card|passage|source|words?|text)|what (?:the word |the words |the label |a |an )?[\p{L} ]+ (?:is|means?|are)$|about|next|first)\b.*\b(?:source|sources|card|cards|passage|passages|read|explains?|explanation|means?|is|are|text|questions)\b/u;
/** What may be brought, and what the model is for. */
const OFFER =
  /^(?:please )?(?:give|send|bring|add|upload|drop|choose)\b|\b(?:i|we) can (?:only )?(?:read|work with|explain)\b|^(?:i am|i'm) (?:for|a (?:small )?(?:model|program))\b|^i (?:only )?(?:look at|help with|work with|know)\b|^my (?:job|tools|purpose)\b/;
const LABEL =
  /\b(?:label|labels|labelled|labeled|labelling|label's|set|sets|reading|score|scores|probability|probabilities|most likely|most probable|less likely|next|second|top)\b/;

/** Frames that are tried in order; the first that fits names the clause. */
const TESTS: readonly [Frame, (clause: string) => boolean][] = [
  ["asked", (c) => ASKED.test(c) && !ASKED_ASSERTS.test(c)],
  ["can-look", (c) => CAN_LOOK.test(c) && !CANNOT_LOOK.test(c)],
  ["cannot-look", (c) => CANNOT_LOOK.test(c)],
  ["cannot-tell", (c) => CANNOT_TELL.test(c)],
  ["meaning", (c) => MEANING.test(c)],
  ["not-found", (c) => NOT_FOUND.test(c)],
  ["searched", (c) => SEARCHED.test(c)],
  ["source", (c) => SOURCE.test(c)],
  ["offer", (c) => OFFER.test(c)],
  ["advice", (c) => ADVICE.test(c)],
];

/** The frame of one clause. `question` says that the sentence ends in a question mark. */
export function frameOf(clause: string, question: boolean, labelled: boolean): Frame {
  for (const [frame, fits] of TESTS) if (fits(clause)) return frame;
  if (question) return "question";
  if (labelled || LABEL.test(clause)) return "label";
  return ABSENCE.test(clause) ? "absence" : "claim";
}
