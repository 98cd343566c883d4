import { detectEmergency } from "@/lib/vlm/guard/emergency";
import type { GuardOptions } from "@/lib/vlm/guard/guard-options";

const PURPOSE =
  "Add a medical picture and ask what it shows or where something is, or ask what a word in a report means.";
/** What is said to questions about something else. */
export const OUTSIDE = `That is outside what I am made for. ${PURPOSE} For symptoms, medicines and treatment, ask a doctor or a pharmacist.`;
/** A message that opens with a greeting. */
export const GREETING = /^\W*(?:hi|hello|hey|good (?:morning|afternoon|evening|day))\b/i;
const THANKS = /^\W*(?:thanks|thank you|thx)\b/i;
const SEARCH = /^\W*(?:where|mark|find|show|outline|circle|point)\b/i;
const PICTURE =
  /\b(?:this|these|it|here|pictures?|images?|photos?|scans?|slices?|films?|x-?rays?|mris?|cts?|pet|oct|ultrasound)\b/i;

/** What is said to a question about a picture where there is none. */
export const NO_PICTURE = `There is no picture in this chat yet. ${PURPOSE}`;

/**
 * The whole answer where there is no picture and no tool gave anything: what a small model says of
 * itself then is no help. Null where the model's own words stand: an emergency, whose text is
 * first, and what goes back to a look-up before.
 */
export function answerWithoutPicture(options: GuardOptions): string | null {
  const { hasImage, results, earlier, question, audience } = options;
  if (hasImage || results.length > 0 || earlier.length > 0) return null;
  if (options.emergency || detectEmergency(question, audience) !== null) return null;
  if (GREETING.test(question)) return `Hello. ${PURPOSE}`;
  if (THANKS.test(question)) return `You are welcome. ${PURPOSE}`;
  if (PICTURE.test(question) || SEARCH.test(question)) return NO_PICTURE;
  return OUTSIDE;
}
