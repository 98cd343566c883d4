import type { Intent } from "../intent/intents";
import {
  asksDailyLife,
  asksUrgency,
  tellsFeelings,
  tellsOtherView,
  tellsStory,
} from "./life-questions";

/** Questions that code answers by itself, from what earlier turns returned or from fixed words. */
export type QuestionKind =
  | "thanks"
  | "treatment"
  | "urgency"
  | "daily-life"
  | "next-case"
  | "questions-for-doctor"
  | "how-sure"
  | "which-surer"
  | "which-worse"
  | "differential"
  | "sides"
  | "size"
  | "off-topic"
  | "population"
  | "why-not"
  | "own-label"
  | "can-look"
  | "grade"
  | "kind"
  | "why"
  | "serious"
  | "next"
  | "again"
  | "apart"
  | "limits"
  | "claim"
  | "whom"
  | "feelings"
  | "story"
  | "tool";

const THANKS =
  /^\W*(?:(?:ok|okay|great|good|super|perfect|alright|all right|wow|oh|and)\W+)*(?:thanks?|thank you|thx|ty|cheers|bye|goodbye|see you|good night|got it|never ?mind)\b[\w\s',!.:)-]{0,40}$/i;
/** News, and thanks at its end. */
const THANKED = /^[^?]{0,60}\b(?:thanks|thank you)[\s!.]*$/i;
const MEDICINE =
  "(?:medic\\w*|drugs?|pills?|tablets?|drops?|antibiotics?|\\w*cillin|insulin|ibuprofen|paracetamol|aspirin|metformin|statins?|steroids?|\\w+sone|thinners?|chemo\\w*|radiotherapy|cream|ointment|inhaler|therapy|treatment)";
const DOING =
  "(?:take|taking|stop|stopping|skip|start|refuse|give|use|double|halve|change|swap|apply|drink|eat)";
const DOSES: readonly RegExp[] = [
  new RegExp(`\\bhow (?:much|many|often|long)\\b[^.?!]*\\b${MEDICINE}\\b`, "i"),
  /\bhow (?:much|many)\b[^.?!]*\b(?:spoons?|spoonfuls?|units?|drops?|puffs?|pills?|tablets?|inject)\b/i,
  /\b(?:inject|units? of|more units)\b/i,
  /\b(?:cut|slice|burn|freeze|scrape|shave|squeeze|pop)(?:ting|ing|ning)?\b (?:it|this|that|them|the \w+)\b[^.?!]{0,15}\b(?:off|out|away|myself|at home)\b/i,
  /\bhow (?:much|many)\b[^.?!]*\b(?:mg|ml|milligrams?|should i (?:take|give)|can i take)\b/i,
  new RegExp(
    `\\b(?:dose|doses|dosage|dosing)\\b[^.?!]*\\b(?:of|for|take|give|${MEDICINE})\\b`,
    "i",
  ),
  new RegExp(`\\b${MEDICINE} (?:dose|dosage|dosing)\\b`, "i"),
  new RegExp(
    `\\b(?:can|should|may|shall|could|must|do) (?:i|we|he|she|they)\\b[^.?!]*\\b${DOING}\\b[^.?!]*\\b${MEDICINE}\\b`,
    "i",
  ),
  new RegExp(`\\b(?:i|we) (?:can|should|could|may|must) ${DOING}\\b[^.?!]*\\b${MEDICINE}\\b`, "i"),
  new RegExp(`\\b(?:which|what) ${MEDICINE} (?:do|should|can|must) (?:i|we)\\b`, "i"),
  new RegExp(`\\b${MEDICINE}\\b[^?!]*\\b(?:can|should|may|shall) (?:i|we) ${DOING}\\b`, "i"),
  /\b(?:can|should|may|could|do) (?:i|we|he|she|they)\b[^.?!]*\b(?:skip|cancel|refuse|avoid)\b[^.?!]*\b(?:biopsy|operation|surgery|scan|test|check-?up|appointment|visit|follow-?up)\b/i,
  /\b(?:does|do|must|should|will|has|have) (?:it|this|that|they|the \w+)\b[^.?!]*\b(?:be )?(?:cut out|cut away|removed|taken out|operated|treated)\b/i,
  /\b(?:i|we) (?:don'?t|do not) (?:need|have) to (?:go|come|see|call|get|take|have)\b/i,
  /\b(?:i|we) (?:can|could|may|should|will) (?:skip|cancel|refuse|avoid)\b[^.?!]*\b(?:biopsy|operation|surgery|scan|test|check-?up|appointment|visit|follow-?up)\b/i,
];
const ASKS_DOCTOR =
  /\b(?:what|which)\b[^.?!]*\b(?:ask|questions?)\b[^.?!]*\b(?:doctors?|dr|gp|clinic|hospital|visit|appointment|\w+ologist|oncologist|surgeon|nurse|her|him|them|there|before|then)\b|\bwhat (?:should|can|could|do|must|shall) (?:i|we) ask\b|\bquestions (?:for|to ask) (?:my|the|a)\b/i;
const SURE =
  /\bhow (?:sure|certain|confident|accurate|reliable|good|precise|well)\b|\bhow (?:often|many) do (?:you|u) (?:miss|get it wrong|err)\b|\bhow sure\b|\b(?:are|r) (?:you|u) (?:really |very |quite )?sure\b|^\W*sure\W*$|\b(?:miss|error|false \w+|detection) rate\b|\bfalse (?:negatives?|positives?|alarms?)\b|\b[pn]pv\b|\bpredictive values?\b|\bsensitivity\b|\bspecificity\b|\baccuracy\b|\boverlap\b|\bf1\b|\bthreshold\b|\bcut-?off\b|\bprobability\b|\brunner.?up\b|\b(?:second|next) label\b|\bmiss(?:ed)? (?:it|some|any|one|them|the)\b/i;
const WRONG =
  /\b(?:could|can|might|may) (?:the|that|this|your) (?:box|mark|label|answer|number)\b[^.?!]{0,30}\b(?:wrong|off|mistaken?|incorrect|elsewhere)\b/i;
const SURER = /\bwhich\b[^.?!]*\b(?:more|most|less|least) (?:sure|certain|confident)\b/i;
const WORSE =
  /\bwhich\b[^.?!]*\b(?:worse|worst|more (?:serious|severe|dangerous|advanced)|most (?:serious|severe|dangerous|advanced))\b/i;
/** Asked for, not asked what the word means. */
const DIFFERENTIAL =
  /^\W*(?:(?:and|ok(?:ay)?|so|your|the|a|give|me|list|any|what(?:'s| is| are)? (?:your|the)|what else could (?:it|this) be)\W+)*(?:differentials?\b|ddx?\b)(?! (?:of|between|mean))|\bwhat else (?:could|can|might) (?:it|this|that) be\b|\b(?:which|what) (?:other )?labels\b/i;
/** "What is a differential diagnosis?" is after the word. */
const A_WORD = /\bwhat(?:'s| is) an? /i;
/** After the convention that a picture shows the person's right on its left. */
const SIDES =
  /\bwhy\b[^.?!]*\b(?:left|right)\b[^.?!]*\b(?:on|at|to|in) (?:the|its|my) (?:left|right)\b(?! lung)|\bwhich side is (?:which|left|right|mine)\b|\b(?:left|right) (?:or|and) (?:left|right)\b[^.?!]*\b(?:swapped|flipped|mirrored|reversed|mixed up)\b/i;
/** Everyday subjects that no picture has to do with. */
const OFF_TOPIC =
  /\b(?:weather|forecast|football|soccer|world cup|wins? the cup|lottery|horoscope|recipe|president|prime minister|capital of|eiffel tower|movie|song|lyrics|poem|joke|bitcoin|stock prices?|birthday card)\b/i;
const SIZE =
  /\bhow (?:big|large|long|wide|thick|deep|small)\b[^.?!]*\b(?:it|this|that|they|mark|tumou?r|lesion|mole|spot|mass)\b|\bmeasure (?:it|this|that|the)\b|\bin (?:mm|cm|millimet\w+|centimet\w+)\b/i;
const POPULATION =
  /\bwhat (?:was|were|is|are) (?:it|you|this|they|the \w+(?: \w+)?) (?:trained|made|built|based|taught) (?:on|from|with)\b|\btraining (?:data\w*|sets?|pictures|images|population)\b|\b(?:which|what|whose)\b[^.?!]*\b(?:population|people|patients|pictures|data)\b[^.?!]*\b(?:made (?:from|of)|trained|come from|came from|based on)\b/i;
/** What will become of somebody. */
const PROGNOSIS =
  /\b(?:spread(?:ing|s)?|metasta\w+)\b(?=[^.?!]*\?)|\bhow long (?:do|does|will|have|has|can) (?:i|he|she|we|they|my \w+)\b|\b(?:am i|is (?:he|she)|will (?:i|he|she)|are we) (?:going to |gonna )?(?:die|dying|survive|live|make it|be ok(?:ay)?|go blind|lose)\b|\bsurviv(?:al|e)\b|\blife expectancy\b|\bprognos\w+/i;
/** Wants to hear yes. */
const TAG = /(?:,|\s)(?:right|yes|no|correct|isn'?t it|innit|yeah)\W*$/i;
const INQUIRES =
  /^\W*(?:(?:so|and|but|ok)\W+)?(?:who|what|which|where|when|why|how|is|are|does|do|can)\b/i;
const SIDE = /\bleft\b|\bside\b/i;
/** A conclusion from what was said: "so I have cancer". */
const CONCLUDES =
  /^\W*(?:(?:oh|ok|okay|no|god|wait|well|great|good|right)\W+)*(?:so|then|that means|(?:does|do) (?:that|this|it) mean)\W+(?:that )?(?:i'?m|i (?:do )?(?:have|got|am|don'?t have|do not have)|(?:he|she)(?:'s| is| has)|we have|it(?:'s| is)(?! (?:then|it)\b)|this is|my \w+ (?:is|has)|there (?:is|are) (?:no|nothing))\b/i;
const WHOM =
  /\bwho(?:m)? (?:can|could|should|do|must) (?:i|we) (?:talk|speak|turn|ask|call|see|go|contact)\b|\b(?:which|what kind of|what sort of) (?:doctor|specialist)\b/i;
const LIMITS =
  /^\W*(?:(?:what are (?:the|your|its)|any|and|the)\W+)?(?:main |known )?(?:limitations?|limits|caveats?|weak(?:ness(?:es)?| points?)|pitfalls?)\b/i;
const BARE_WHY =
  /^\W*(?:(?:and|but|so|hm+|ok)\W+)?why(?: not| so| that| is that| do you (?:say|think) (?:so|that))?\W*$/i;
const AGAIN =
  /\blike i(?:'?m| am| was| were)\b|\beli5\b|\btl;?dr\b|\bin (?:plain|simple|simpler|easy|short|fewer|other|normal|everyday) (?:words?|terms|english|language)\b|\b(?:explain|say|put|tell) (?:it|this|that|me)\b[^.?!]{0,30}\b(?:simply|simpler|easier|shorter|again|child|kid|layman)\b|\bsumm(?:ary|ari[sz]e)\b/i;
/** Two things are to be told from each other. */
const APART =
  /\b(?:tell|distinguish|differentiate|separate|know)\b[^.?!]{0,60}\b(?:apart|from|between)\b|\bdifferences? between\b|\bdiffer(?:s|ent)?\b[^.?!]{0,40}\bfrom\b|\bcompare\b|\b\w+ (?:vs\.?|versus) \w+/i;
const WHY_NOT =
  /\bwhy (?:can'?t|cannot|can not|won'?t|don'?t|do not) (?:you|u)\b[^.?!]*\b(?:say|tell|label|name|know|read|see)\b/i;
/** A fresh look is asked for as well; then a tool comes first. */
const LOOKS =
  /(?:^\W*|[.!?]\s+)(?:(?:please|pls|can|could|would|you|and|now|then|ok|okay|so|just|also|well|first|yes)[,.]? ){0,4}(?:box|mark|find|show|outline|where|classify|type|detect|count|segment|locali[sz]e|trace|delineate|contour|annotate|(?:frame|ring|draw|flag|highlight|circle) (?:it|that|this|them|those|these))\b|^\W*label\b|\blabel(?:,| and| with| set output)|\byour label\b|\bwhat (?:do|does|is)\b[^.?!]*\bmeans?\b/i;
/** The person's own guess at the label. */
const OWN_LABEL =
  /^\W*(?:(?:hm+|ok(?:ay)?|well|so|but|no|and|yes)\W+)*(?:i (?:think|guess|believe|bet)|i(?:'d| would) (?:say|guess|call)|my guess|maybe|perhaps|could (?:it|this|that) be|isn'?t (?:it|this|that)|is (?:it|this|that) not|why (?:is it |isn'?t it |is this )?not)\b/i;
/** A student who wants to go on. */
const NEXT_CASE =
  /^\W*(?:(?:ok(?:ay)?|so|now|and|please|give me|show me|can i have|let'?s (?:do|have|try)|may i have)\W+)*(?:the |one )?(?:next|another|new|more|different|one more) (?:cases?|ones?|questions?|pictures?|images?)(?:\W+(?:please|then|now))?\W*$/i;
const CAN_LOOK =
  /\bwhat (?:else |things? )?(?:can|could|do) (?:you|u) (?:look for|find|mark|search(?: for)?|detect|outline|box|locate)\b/i;

/** What the words of a message as a whole are after, where no pattern above says. */
const OF_INTENT: Partial<Record<Intent, QuestionKind>> = {
  treatment: "treatment",
  urgency: "urgency",
  "daily-life": "daily-life",
  feelings: "feelings",
  sides: "sides",
  "off-topic": "off-topic",
  kind: "kind",
  tool: "tool",
  size: "size",
};
/** The same, of something that an earlier turn returned. */
const OF_INTENT_TOLD: Partial<Record<Intent, QuestionKind>> = {
  ...OF_INTENT,
  thanks: "thanks",
  "ask-doctor": "questions-for-doctor",
  sure: "how-sure",
  grade: "grade",
  differential: "differential",
  guess: "own-label",
  claim: "claim",
  story: "story",
  why: "why",
  serious: "serious",
  next: "next",
  again: "again",
};

/** Of sides a question speaks that has one of these words; "who is right?" is none. */
const SIDED = /\b(?:left|sides?|flip\w*|mirror\w*|swap\w*|revers\w*|way round|marker)\b/i;

/** "Is my liver ok?" is after the picture. */
const OF_PART =
  /^\W*(?:(?:and|so|but)\W+)?(?:is|are) (?:my|the|his|her|their) \w+(?: \w+)? (?:ok(?:ay)?|fine|normal|alright|healthy)\W*$/i;

/** Wishes whose answers tell of what was said, and would stand in the way of a fresh look. */
const AFTER_LOOK: readonly Intent[] = [
  "sure",
  "again",
  "claim",
  "grade",
  "guess",
  "serious",
  "why",
];

/** "What kind of cell is this?" is after a label, not after the kind of picture. */
const KIND_OF_THING =
  /\b(?:kind|type|sort)s? of (?:skin |brain |breast |lung |blood |white (?:blood )?)?(?:cell|spot|mole|lesion|tumou?r|mass|lump|growth|pneumonia|leu[ck]ocyte|cancer)s?\b/i;

function ofIntent(text: string, told: boolean, intent: Intent | null): QuestionKind | undefined {
  if (intent === null || (intent === "sides" && !SIDED.test(text))) return undefined;
  // a fresh look is asked for as well, or the word itself
  if (AFTER_LOOK.includes(intent) && LOOKS.test(text)) return undefined;
  if (intent === "differential" && A_WORD.test(text)) return undefined;
  if ((intent === "daily-life" || intent === "serious") && OF_PART.test(text)) return undefined;
  if (intent === "kind" && KIND_OF_THING.test(text)) return undefined;
  return (told ? OF_INTENT_TOLD : OF_INTENT)[intent];
}

type Rule = readonly [QuestionKind, (text: string) => boolean];

const has =
  (pattern: RegExp) =>
  (text: string): boolean =>
    pattern.test(text);
const looksNot =
  (pattern: RegExp) =>
  (text: string): boolean =>
    pattern.test(text) && !LOOKS.test(text);

/** Before what the words as a whole are after; the first that fits counts. */
const FIRST: readonly Rule[] = [
  ["treatment", (text) => DOSES.some((pattern) => pattern.test(text))],
  ["urgency", asksUrgency],
  ["daily-life", asksDailyLife],
  ["next-case", has(NEXT_CASE)],
];
const THEN: readonly Rule[] = [
  ["can-look", has(CAN_LOOK)],
  ["sides", has(SIDES)],
  ["off-topic", has(OFF_TOPIC)],
  ["apart", has(APART)],
];
/** Of something that an earlier turn returned. */
const TOLD: readonly Rule[] = [
  ["feelings", tellsFeelings],
  ["claim", looksNot(CONCLUDES)],
  ["whom", has(WHOM)],
  ["story", tellsStory],
  ["serious", has(PROGNOSIS)],
  ["limits", has(LIMITS)],
  ["why", has(BARE_WHY)],
  ["again", has(AGAIN)],
  ["which-surer", has(SURER)],
  ["which-worse", has(WORSE)],
  ["differential", (text) => DIFFERENTIAL.test(text) && !A_WORD.test(text)],
  ["population", has(POPULATION)],
  ["why-not", has(WHY_NOT)],
  ["size", looksNot(SIZE)],
  ["questions-for-doctor", has(ASKS_DOCTOR)],
  ["how-sure", looksNot(SURE)],
  ["how-sure", has(WRONG)],
  ["own-label", has(OWN_LABEL)],
  [
    "claim",
    (text) =>
      TAG.test(text) &&
      !INQUIRES.test(text) &&
      text.split(" ").length > 2 &&
      !SIDE.test(text) &&
      !LOOKS.test(text),
  ],
  ["claim", (text) => tellsOtherView(text) && !text.includes("?")],
];

const firstOf = (rules: readonly Rule[], text: string): QuestionKind | undefined =>
  rules.find(([, fits]) => fits(text))?.[0];

/**
 * The kind of a question that needs no tool, or null. `told`: an earlier turn returned something.
 * `intent`: what its words as a whole are after, where they tell.
 */
export function questionKind(
  question: string,
  told: boolean,
  intent: Intent | null = null,
): QuestionKind | null {
  const text = question.trim().replace(/[\u2018\u2019]/g, "'");
  const first = firstOf(FIRST, text);
  if (first !== undefined) return first;
  const thanked = THANKS.test(text) || THANKED.test(text);
  if (thanked && !text.includes("?") && (intent ?? "thanks") === "thanks") return "thanks";
  const then = firstOf(THEN, text) ?? (told ? firstOf(TOLD, text) : undefined);
  return then ?? ofIntent(text, told, intent) ?? null;
}
