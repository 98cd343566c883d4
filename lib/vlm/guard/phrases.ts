/** Fixed forms that are withheld whatever the tools said. All run on folded text. */

const REASSURES: readonly RegExp[] = [
  /\b(?:nothing|no need|no reason|not|don't|do not|needn't|shouldn't|never) (?:\w+ ){0,2}(?:worry|worried|worrying|panic|be afraid|be alarmed|be concerned|fear)\b/,
  /\bno (?:cause|reason|grounds|need) (?:for|to) (?:\w+ )?(?:concern|alarm|worry|follow up|treatment|a doctor)\b/,
  /\b(?:you|you're|your \w+) (?:\w+ )?(?:are|is|'re|look|looks|seem|seems|will be|should be|must be) (?:\w+ )?(?:fine|ok|okay|healthy|safe|all right|alright|well|good|in the clear|cured|clear|normal|free)\b/,
  /\byou're (?:\w+ )?(?:fine|ok|okay|healthy|safe|all right|alright|well|good|in the clear|clear)\b/,
  /\b(?:everything|all|it|it's|this|that|that's|they|these|picture|image|scan|film|x ray|result|results|lungs?|brain|heart|eyes?|skin|breast|cells?|mole|spot|lesion|tumou?r|nothing) (?:\w+ )?(?:looks?|is|are|appears?|seems?|'s)? ?(?:completely |perfectly |all |quite |very |entirely |totally |probably |likely |almost certainly )?(?:normal|fine|ok|okay|healthy|good|clear|clean|safe|all right|alright|harmless|reassuring|unremarkable|benign)\b/,
  /\b(?:harmless|good news|reassur\w*|rest assured|relax|in the clear|clean bill|all clear|safe to ignore|peace of mind|set your mind|be happy|congratulations)\b/,
  /\bbenign\b.*\b(?:so|and|therefore|thus|hence|means)\b.*\b(?:safe|fine|no|not|harmless|ok)\b/,
  /\b(?:not|isn't|nothing|never|hardly) (?:\w+ )?(?:dangerous|serious|cancer|cancerous|malignant|a concern|concerning|alarming|abnormal|suspicious|wrong|unusual|life threatening|urgent)\b/,
  /\bno (?:danger|risk|problems?|abnormal\w*|signs?|evidence|concerns?|disease|cancer|issues?|symptoms?|treatment)\b/,
  /\b(?:do not|don't|needn't|no need to|need not) (?:need to )?(?:see|visit|call|ask|go to) (?:a|your|the|any) (?:doctor|hospital|clinic|gp)\b/,
  /\b(?:you can|you may) (?:safely )?(?:wait|ignore|forget|skip|stop)\b/,
];

/** Whether a folded sentence soothes beyond what any result carries. */
export function reassures(folded: string): boolean {
  return REASSURES.some((pattern) => pattern.test(folded));
}

const FACTS =
  /\b(?:caused by|causes?|treat(?:ed|ment|ments|able|ing|s)?|therap(?:y|ies)|surger(?:y|ies)|surgical|chemo\w*|radiotherapy|usually|typically|often|commonly|frequently|generally|normally|always|rarely|symptoms?|prognosis|survival|life expectancy|risk factors?|due to|leads? to|results? (?:from|in)|associated with|you should take|medications?|medicines?|antibiotics?|drugs?|doses?|tablets?|pills?|vitamin|diet|spreads?|heals?|cured?|hereditary|contagious|infectious|incidence|prevalence|most people|many people|patients with|people with|is a (?:type|kind|form|disease|cancer|condition|sign)|is an? \w+ (?:disease|cancer|condition|infection|growth|tumor)|refers to|is defined|characteri[sz]ed by|occurs|develops|arises)\b/;

/** Whether a folded clause states a medical fact that only a card may state. */
export function statesFact(folded: string): boolean {
  return FACTS.test(folded);
}

const AFFIRMS =
  /^(?:\W*)(?:yes|yeah|yep|yup|correct|exactly|indeed|right|that's right|that is right|that is correct|that's correct|you are right|you're right|you are correct|i agree|agreed|of course|certainly|definitely|absolutely|sure|true|precisely|as you (?:said|say|noted|noticed|suspected|mentioned|thought|describe\w*)|confirmed|affirmative|there it is|good eye|well spotted|good catch)(?:\W|$)/;
const BARE =
  /^\W*(?:it|they|there|i|that|this|you) (?:is|are|does|do|has|have|can|can see it|see it|was|did)[.! ]*$/;
const DENIES =
  /^(?:\W*)(?:no|nope|not at all|never|it is not|it isn't|there is none|there isn't|none)(?:[.,!;]|$)/;

/** Whether a folded sentence opens by saying yes to what was asked. */
export function affirms(folded: string): boolean {
  return AFFIRMS.test(folded) || BARE.test(folded);
}

/** Whether a folded sentence opens by saying no to what was asked. */
export function denies(folded: string): boolean {
  return DENIES.test(folded);
}

const POINTS =
  /\b(?:visible|seen|see|sees|present|evident|apparent|noted|observed?|detected|identified|recogni[sz]ed|confirm\w*|there (?:is|are|was|were)|there's|shows?|showing|shown|reveals?|demonstrates?|indicates?|suggests?|consistent with|compatible with|appears?|looks? like|signs? of|evidence of|located|lies|sits|extends?|large|small|big|huge|tiny|obvious\w*|clearly|abnormal\w*|here it is|right here|(?<!you )(?:is|are|lies|lie|sits) (?:right |in |over )?(?:there|here)|spotted)\b/;
const PRONOUN =
  /^(?:\W*)(?:and |so |also |then |yes |well )?(?:is|are|was|were|lies|sits|shows|can be|it|it's|this|that|that's|they|these|those|one|the one|he|she|here|there|the (?:finding|abnormality|problem|condition|disease|spot|thing|lesion|area|region|change|changes|sign|signs|answer|place|location|object|structure)|what you (?:\w+ )*(?:about|see|mean|asked|describe\w*)|both|some|another)\b/;

/** Whether a folded clause says that something can be seen or is there. */
export function pointsOut(folded: string): boolean {
  return POINTS.test(folded);
}

/** Whether a folded clause speaks of "it" or "the finding" without a name. */
export function namesNothing(folded: string): boolean {
  return PRONOUN.test(folded);
}

const ADDRESSES_ILLNESS =
  /\b(?:you (?:\w+ )?(?:have|has|had|got|suffer|developed|carry)|you've|your (?:\w+ )?(?:tumor|cancer|disease|condition|lesion|illness))\b/;

/** Whether a folded clause tells the person that they have something. */
export function diagnosesPerson(folded: string): boolean {
  return ADDRESSES_ILLNESS.test(folded);
}

const CLAIMS_MARK =
  /\b(?:i|we|the model|the tool) (?:have |also |only |then )?(?:marked|outlined|boxed|circled)\b|\b(?:placed|put|drew|set|made) (?:\p{L}+ |\d+ ){0,3}(?:mark|box|boxe|outline)s?\b|\b(?:mark|box|outline)s? (?:\p{L}+ ){0,3}(?:is|was|are|were) (?:placed|drawn|set)\b/u;
const NO_MARK = /\b(?:no|none|nothing|not|cannot|could not|never)\b/;

/** Whether a folded clause says that something was marked in the picture. */
export function claimsMark(folded: string): boolean {
  return CLAIMS_MARK.test(folded) && !NO_MARK.test(folded);
}
