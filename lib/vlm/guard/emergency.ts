import type { Audience } from "@/lib/contracts/audience";
import type { EmergencyKind } from "@/lib/vlm/guard/emergency-kind";
import { BARE, OWN } from "@/lib/vlm/guard/emergency-patterns";
import { CASE_LINE, emergencyText } from "@/lib/vlm/guard/emergency-text";

/** Accounts of a case, as in a textbook, a hand-over or an exam. */
const CASE =
  /(?:^|[.!?\n] *)(?:an? |the |this )?\d{1,3}[ -]?(?:year|yr|month|week)s?[ -]?old\b|^ *\d{1,3} ?(?:yo|y\/o|[mf])\b|\b(?:patients?|pt|pts)\b|\bpresents? with\b|\bc\/o\b|^ *(?:case|vignette|quiz|usmle|sample|question \d+|mcq|exam|scenario)\b|\bbrought in\b|\bthe (?:hero|character|protagonist)\b/;
const FICTION =
  /\b(?:novel|story|fiction|screenplay|movie|lyrics|thesis|statistics|my exam asks|homework|in the game|essay|roleplay|folder)\b/;
const SUPPOSED =
  /^ *(?:if|suppose|imagine|say|pretend|let us say|in case|assuming|when should|hypothetically)\b/;
const LEARNS =
  /^ *(?:so |and |please |ok |hi |hello )*(?:what|whats|why|how|which|where|who|when|does|do|did|can|could|will|would|should|is|are|was|explain|define|name|list|teach|tell|quiz|translate|show|describe|spell)\b/;
const PAST =
  /\b(?:(?:last|that) (?:year|month|week|summer|winter|spring|autumn|fall)|(?:years?|months?|decades?|weeks?) ago|in (?:19|20)\d\d|in (?:\w+ )(?:19|20)\d\d|when i was|as a (?:child|kid|baby|teenager)|in the past|used to|went away|survived|back then|resolved|recovered|passed away|died|history of|previously)\b/;
const NOW = /\b(?:now|again|still|right now|tonight|currently|at the moment)\b/;
const DENIED =
  /\b(?:no|not|never|without|denies|denied|dont have|do not have|didnt have|havent had|have no|has no|had no|ruled out|rule out|exclude[ds]?|isnt|wasnt|arent|doesnt have|never had|never lost)(?: \w+){0,3} $/;
const ANIMAL = /\bmy (?:cat|dog|hamster|rabbit|horse|pet|puppy|kitten)\b/;
const SCAN_BREATH = /\b(?:during|for|in) the (?:scan|mri|ct|exam|examination)\b|\bhold my breath\b/;
/** Sentences in which a pattern of this kind speaks of something else. */
const OTHER_SENSE: Readonly<Partial<Record<EmergencyKind, RegExp>>> = {
  breathing: SCAN_BREATH,
  // a frightened question about an illness, no wish
  suicide: /\b(?:am i|is he|is she|are they) (?:\w+ )?(?:going to|gonna) die\b/,
  unconscious:
    /\b(?:during|under) (?:the|my|a|an|general) (?:\w+ )?(?:biopsy|scan|surgery|operation|anaesthe\w+|anesthe\w+|endoscopy|procedure)\b|\b(?:picture|image|ultrasound|scan|film)\b/,
  bleeding: /\b(?:picture|image|frame|film|slide|smear|endoscopy|capsule)\b/,
  "vision-loss": /\b(?:screen|monitor|phone|laptop|computer|app|website|box|boxes|picture|image)\b/,
};
const SUBJECT = /\b(?:i|im|ive|me|my|our|we|weve|he|hes|she|shes|help)\b/;
const OPENS =
  /^ *(?:having|got|still|bad|severe|sudden|terrible|awful|chest pain|pain|cant|help)\b/;

/** Words that people mistype in a hurry, mended where one letter is off. */
const KEY_WORDS = [
  "breathe",
  "breathing",
  "bleeding",
  "seizure",
  "suicidal",
  "suicide",
  "overdosed",
  "unconscious",
  "pregnant",
  "swallowed",
  "collapsed",
  "choking",
  "swelling",
];
const REAL_WORDS = new Set(
  "overdose overdoses collapse breath breather breathes breathed breading breeding bleedings seizures suicides swallower collapses chocking smelling spelling welling dwelling".split(
    " ",
  ),
);

/** Whether two words differ by one letter put in, left out, changed, or swapped with its neighbour. */
function oneOff(word: string, key: string): boolean {
  if (Math.abs(word.length - key.length) > 1) return false;
  let start = 0;
  while (start < word.length && word[start] === key[start]) start += 1;
  const tails = (skipWord: number, skipKey: number) =>
    word.slice(start + skipWord) === key.slice(start + skipKey);
  if (tails(1, 0) || tails(0, 1) || tails(1, 1)) return true;
  return word[start] === key[start + 1] && word[start + 1] === key[start] && tails(2, 2);
}

function mend(word: string): string {
  if (word.length < 6 || REAL_WORDS.has(word)) return word;
  return KEY_WORDS.find((key) => key !== word && oneOff(word, key)) ?? word;
}

/** Lower case, no apostrophes, plain blanks, hurried misspellings mended. */
function normalise(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['\u2018\u2019\u02bc`]/g, "")
    .replace(/["\u201c\u201d*_]/g, " ")
    .replace(/\bchets\b|\bcheast\b|\bchst\b/g, "chest")
    .replace(/[a-z]+/g, mend)
    .replace(/[^\S\n]+/g, " ");
}

/** A sentence as the patterns read it: letters, digits and blanks. */
function flat(sentence: string): string {
  return sentence
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function ownHit(sentence: string): EmergencyKind | null {
  for (const [kind, patterns] of OWN) {
    for (const pattern of patterns) {
      const match = pattern.exec(sentence);
      if (match === null) continue;
      if (DENIED.test(`${sentence.slice(0, match.index)}`)) continue;
      if (OTHER_SENSE[kind]?.test(sentence) === true) continue;
      return kind;
    }
  }
  return null;
}

function bareHit(sentence: string): EmergencyKind | null {
  if (LEARNS.test(sentence) || !(SUBJECT.test(sentence) || OPENS.test(sentence))) return null;
  for (const [kind, pattern] of BARE) {
    if (OTHER_SENSE[kind]?.test(sentence) === true) continue;
    const match = pattern.exec(sentence);
    if (match !== null && !DENIED.test(sentence.slice(0, match.index))) return kind;
  }
  return null;
}

function hitIn(sentence: string): EmergencyKind | null {
  const text = flat(sentence);
  const own = ownHit(text);
  if (own === "suicide") return FICTION.test(text) ? null : own;
  if (SUPPOSED.test(text) || FICTION.test(text) || (ANIMAL.test(text) && !/\bbut\b/.test(text)))
    return null;
  if (PAST.test(text) && !NOW.test(text)) return null;
  if (own !== null) return LEARNS.test(text) && !SUBJECT.test(text) ? null : own;
  return bareHit(text);
}

/**
 * Whether a person says of themselves, or of somebody present, that something is happening now
 * that cannot wait, and the words that must then stand first. Case histories, exam questions, past
 * events, definitions, fiction and denials give null; a clinician's case history gets one line.
 */
export function detectEmergency(
  text: string,
  audience: Audience,
): { kind: EmergencyKind; text: string } | null {
  const whole = normalise(text);
  const sentences = whole.split(/[.!?\n;]+(?=\s|$)|\n/).filter((part) => part.trim() !== "");
  const account = CASE.test(whole);
  for (const sentence of sentences) {
    const kind = hitIn(sentence);
    if (kind === null) continue;
    const self = /\b(?:i|im|ive|my|our)\b/.test(sentence);
    if (!account || (self && !CASE.test(sentence))) return { kind, text: emergencyText(kind) };
    if (audience === "clinician") return { kind, text: CASE_LINE };
  }
  return null;
}

/** The same where no pattern says what is happening, but the message as a whole tells of danger. */
export function unnamedEmergency(
  { emergency }: { emergency: boolean },
  audience: Audience,
): { kind: EmergencyKind; text: string } | null {
  if (!emergency) return null;
  const text = audience === "clinician" ? CASE_LINE : emergencyText("other");
  return { kind: "other", text };
}
