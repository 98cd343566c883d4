import { WORKS_WITH } from "@/lib/vlm/guard/not-supported";

/** Of the product in general. */
export const ABOUT_ALL =
  "I am a small program for learning about medical pictures, and not a doctor. Of some kinds of pictures I can name a label, in some I can look for a few things and mark them, and I can look words up. What was measured for each kind stands on the page about the model, with the pictures that it was made from. I can be wrong. Add a picture and ask what it shows.";

/** What people ask of the product itself, and the answer; the first that fits counts. */
const ABOUT: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:what|which) (?:(?:kinds?|types?|sorts?) of )?(?:pictures?|images?|scans?) (?:do|can|could) you (?:know|read|support|understand|work)\b|\b(?:what|which) (?:medical )?(?:pictures|images|scans|photos) (?:can|could|may|should|do|shall) (?:i|we)\b/i,
    `I know these pictures: ${WORKS_WITH}. Of some of them I can name a label, and in some I can mark things.`,
  ],
  [
    /\bwhat (?:was|were|is|are) (?:it|you|this|the \w+(?: \w+)?) (?:trained|taught) (?:on|from|with)\b|\btraining (?:data\w*|sets?|pictures|images)\b/i,
    "I was trained on public sets of labelled medical pictures. Each set is of some kinds of people and cameras. The page about the model says for each kind of picture how many there were and whom it holds for.",
  ],
  [
    /\b(?:what(?:'s| is) your name|who (?:are|made|built) you|are you (?:a )?(?:person|human|robot|bot|machine|real|ai|an ai|a doctor|alive)|what are you)\b(?! (?:able|not|sure|look|mark|find))/i,
    "I am a program: not a person, and not a doctor. My name is EVLF-mini. I am a small model for learning about medical pictures.",
  ],
  [
    /\bdo you (?:learn|train)\b.*\b(?:from|on|with)\b|\b(?:use|used)\b.*\bto train you\b/i,
    "No. I do not learn from what you write or from the pictures that you add.",
  ],
  [
    /\b(?:other people|others|any(?:one|body)|some(?:one|body)|who)\b[^.?!]*\b(?:read|see|open)\b[^.?!]*\b(?:chats?|conversations?|i write|i wrote|my pictures?)\b|\b(?:keep|store|save)\b[^.?!]*\b(?:i write|i wrote|i type|my (?:chats?|pictures?|photos?)|these|them|pictures|images|films|data|uploads?)\b|\b(?:is|are) (?:this|my) (?:chats?|conversation|pictures?|photos?) (?:private|safe|secret)\b|\b(?:keep|stays?|remain)\b[^.?!]{0,30}\b(?:secret|private|confidential|to yourself|between us)\b|\b(?:privacy|gdpr|hipaa|confidential\w*)\b/i,
    "Your chats and pictures are kept on this server, under your name alone, until you delete them. Other people who use it cannot open them. Whoever runs the server can reach what is stored there.",
  ],
  [
    /\bhow (?:do|can) (?:i|we) (?:delete|remove|erase)\b.*\b(?:chat|conversation|this|it|pictures?)\b/i,
    "Open the menu beside the chat in the list and choose Delete. Pictures that no other chat shows are deleted with it.",
  ],
  [
    /\b(?:what|which) (?:kinds?|types?|sorts?) of (?:files?|pictures?|images?) (?:can|could|may|do) (?:i|we)\b|\b(?:what|which) (?:file )?(?:formats?|files)\b|\bhow (?:large|big) (?:may|can)\b.*\b(?:file|picture|image)s?\b|\bhow (?:do|can) i (?:add|upload|send|attach)\b.*\b(?:files?|pictures?|images?|photos?|scans?)\b|\b(?:two|several|many|more than one) (?:pictures|images|files|photos) (?:at|in)\b/i,
    "You can add JPEG, PNG, WebP and DICOM files of up to 40 MB each, four in one message. Use the button beside the text field, drop them on the page, or paste them.",
  ],
  [
    /\bhow (?:often|much) are (?:you|u) (?:wrong|mistaken|right)\b|\b(?:can|do) (?:you|u) (?:make mistakes|err)\b/i,
    "I can be wrong, and how often depends on the kind of picture. What was measured for each kind stands on the page about the model. A doctor must look at every picture.",
  ],
  [
    /\bwhat (?:are (?:you|u) not able|can(?:'t|not) (?:you|u)|can (?:you|u) not)\b|\bwhat are your limits\b/i,
    "I cannot diagnose, I cannot say that all is well, and I cannot advise on treatment. I have labels for a few kinds of pictures and find a few things in them, and I can be wrong there too.",
  ],
  [
    /\bare you (?:better|as good) (?:than|as)\b|\b(?:instead of|replace) (?:a|my|the) (?:doctor|radiologist)\b/i,
    "No. I am made for learning and take nobody's place. No comparison with doctors was made.",
  ],
  [
    /\b(?:has|have|did)\b[^.?!]*\b(?:doctors?|authorit\w+|anyone|fda)\b[^.?!]*\b(?:check(?:ed)?|approve\w*|test(?:ed)?|certif\w+) (?:you|this app)\b|\bare you (?:an? )?(?:approved|certified|licen[cs]ed|medical device)\b/i,
    "I am made for learning. I am no medical device, and no authority has approved me.",
  ],
];

/** The answer to a question about the product itself, or null where it is about something else. */
export function aboutApp(question: string): string | null {
  const text = question.trim().replace(/[\u2018\u2019]/g, "'");
  return ABOUT.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
