import type { EmergencyKind } from "@/lib/vlm/guard/emergency-kind";

const CALL = "Call your local emergency number now (112, 911 or 999)";
const NOT_HERE = "I cannot examine anybody, and a picture must not delay help.";

const DETAILS: Readonly<Record<Exclude<EmergencyKind, "suicide">, string>> = {
  "chest-pain": `${CALL}: chest pain can need help within minutes. Sit down, keep still, do not drive yourself.`,
  stroke: `${CALL}: sudden weakness, numbness, trouble speaking or the worst headache of a life needs help within minutes. Note the time when it began.`,
  bleeding: `${CALL}. Press firmly on a bleeding wound with a clean cloth and keep pressing until help comes.`,
  breathing: `${CALL}: trouble breathing needs help now. Sit upright, loosen tight clothes, and stay with the person.`,
  anaphylaxis: `${CALL}: swelling of face, tongue or throat, or trouble breathing after a trigger, needs help now. If there is an adrenaline pen, use it as its label says.`,
  seizure: `${CALL}. Keep the person from hitting anything, put nothing into the mouth, and turn them on their side when the shaking stops.`,
  poisoning: `${CALL}, or your poison centre. Keep the packet or what was taken at hand, and do not make anybody vomit.`,
  unconscious: `${CALL}. Check for breathing; the call handler will tell you what to do, and stays on the line.`,
  "vision-loss": `${CALL} or go to an emergency eye clinic now: sudden loss of sight can need treatment within hours. If something splashed into the eye, rinse it with water while you wait.`,
  "head-injury": `${CALL}: drowsiness, vomiting, confusion or bleeding after a blow to the head needs help now. Keep the person still and awake if you can.`,
  pregnancy: `${CALL}, or your maternity unit at once. Lie down on your side, and do not wait for an answer here.`,
  meningitis: `${CALL}: fever with a stiff neck, or a rash that does not fade, needs help within minutes.`,
  other: `${CALL}, tell them what is happening, and stay where somebody can see you.`,
  abdomen: `${CALL}: sudden unbearable pain in the belly needs to be seen at once. Do not eat or drink until then.`,
};

const SUICIDE =
  "I am glad that you wrote this, and I am sorry that it is so hard right now. You do not have to carry it alone: please call your local emergency number (112, 911 or 999) or a crisis line now (988 in the United States and Canada, 116 123 in the United Kingdom and Ireland), or go to somebody near you and tell them. If it is about somebody else, stay with them and call together.";

/** The calm words that stand before any answer. No diagnosis. */
export function emergencyText(kind: EmergencyKind): string {
  return `[note:emergency] ${kind === "suicide" ? SUICIDE : `${DETAILS[kind]} ${NOT_HERE}`}`;
}

/** The one line for a clinician's account of a case. */
export const CASE_LINE =
  "[note:emergency] If this patient is in front of you now, the local emergency pathway comes before this answer.";
