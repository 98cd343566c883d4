/** Whoever a question is about. */
const PERSON = "(?:i|we|you|he|she|they|my \\w+|our \\w+)";
const SHOULD = "(?:can|may|could|should|shall|must|do|does|will|am|is|are)";

const URGENT: readonly RegExp[] = [
  new RegExp(
    `\\b${SHOULD} ${PERSON}\\b[^.?!]{0,40}\\b(?:(?:the|to|an?) (?:er|a ?& ?e)|emergency|casualty|hospital|ambulance)\\b`,
    "i",
  ),
  /\b(?:is|are|was) (?:it|this|that|these) (?:really |very |so )?(?:an emergency|urgent)\b/i,
  /\bhow (?:urgent|soon|quickly|fast)\b[^.?!]{0,60}\b(?:urgent|doctor|seen|see|go|act|appointment|treated|call|this|it)\b/i,
  /\b(?:can|could|should|may) (?:it|this|that|i|we|he|she|they)\b[^.?!]{0,30}\bwait\b/i,
  /\bwait (?:until|till)\b/i,
];

/** Whether somebody asks how urgent it is, or whether to go where help is. */
export function asksUrgency(text: string): boolean {
  return URGENT.some((pattern) => pattern.test(text));
}

const DAILY = new RegExp(
  `\\b(?:${SHOULD} ${PERSON}|safe|ok(?:ay)?|allowed|dangerous) (?:still |also |even |keep |be |go |for ${PERSON} |to |back )*(?:have |use |get |do |play |eat |drink |take |a |some |any |the |my |his |her )*(?:fly|flying|travel\\w*|drive|driving|school|work|working|sports?|exercis\\w+|swim\\w*|gym|run|running|jog\\w*|cycl\\w+|football|tennis|lift\\w*|alcohol|beer|wine|drink|smok\\w+|sex|sunbath\\w*|beach|sauna|holiday|make-?up|lens(?:es)?|pregnan\\w+|breastfeed\\w*|sugar|salt|meat|coffee)\\b`,
  "i",
);

/** Whether somebody asks what may be done in daily life. */
export function asksDailyLife(text: string): boolean {
  return DAILY.test(text);
}

const FEELS =
  /\b(?:scared|afraid|frightened|worried|worry|anxious|nervous|terrified|panick?\w*|crying|upset|overwhelmed|devastated|shocked|sleepless|can'?t sleep|freaking out|scary|frightening)\b/i;
const ASKS = /\?|\b(?:what|why|how|where|when|who|which|can|should|is it|show|tell|explain)\b/i;

/** Whether somebody says how they feel and asks nothing. */
export function tellsFeelings(text: string): boolean {
  return FEELS.test(text) && !ASKS.test(text);
}

const TELLS =
  /\b(?:my|our|his|her) (?:mother|mum|mom|dad|father|sister|brother|aunt|uncle|grand\w+|family|parents?|son|daughter|wife|husband)\b[^.?!]{0,40}\b(?:had|has|have|died|too|also)\b|\bruns in (?:the|my|our|his|her) family\b|\b(?:i|he|she) (?:have|has|had|smoked?|smokes|felt|feels?) (?:had )?(?:a |an |some |no |this )?(?:fever|cough\w*|pain|headaches?|bleeding|itch\w*|diabetes|pressure|asthma|\d+ (?:years?|months?|weeks?|days?)|for \w+ (?:years?|months?|weeks?|days?))\b/i;

/** Whether somebody tells of the person or the family and asks nothing. */
export function tellsStory(text: string): boolean {
  return TELLS.test(text) && !ASKS.test(text);
}

export const FEELINGS =
  "I am sorry that this is a worry. I cannot say how it will end, and a label is not a diagnosis. You could write down what you want to know, and take somebody along to the doctor.";
const OTHER_VIEW =
  /\b(?:doctors?|dr|\w+ologists?|surgeon|gp|nurse|specialist|consultant|report|hospital|pathology|biopsy|histology)\b[^.?!]{0,40}\b(?:says?|said|thinks?|thought|told|sees?|saw|wrote|calls?|called|mentions?|mentioned|disagrees?|shows?|showed|came back)\b/i;

/** Whether somebody tells what a doctor or a report says. */
export function tellsOtherView(text: string): boolean {
  return OTHER_VIEW.test(text);
}

export const WHOM =
  "The doctor who asked for the picture is the first to ask, and your own doctor can help too. Both can send you on to somebody who knows this kind of picture.";
export const STORY =
  "Thank you for telling me. I see one picture and nothing else of the person, so I cannot weigh that. It matters to the doctor: write it down, with when it began, and take it along.";

export const URGENCY =
  "I cannot tell how urgent this is. Call your local emergency number (112, 911 or 999) at once if somebody bleeds a lot, cannot breathe well, has chest pain, faints or is suddenly weak on one side. If it is none of these and you are worried, call a doctor today. A doctor can examine, and I see one picture.";

export const DAILY_LIFE =
  "I cannot say what is safe in daily life: not for work, school, sport, travel, food or drink. That depends on the person, and one picture does not tell it. Please ask a doctor who knows you.";
