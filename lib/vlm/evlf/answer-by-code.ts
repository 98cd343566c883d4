import type { Audience } from "@/lib/contracts/audience";
import { mentionsCard } from "@/lib/knowledge/lookup";
import { type CodeKnows, codeAnswer } from "../guard/code-answer";
import type { GuardOptions } from "../guard/guard-options";
import { answerWithoutPicture } from "../guard/without-picture";
import type { Intent } from "../intent/intents";
import { longWordAskedFor } from "../tools/asks-for-word";
import { strengthOf } from "../tools/strength";
import type { ReadPrompt } from "./read-prompt";
import { currentImage } from "./transcript";

/** What is answered without a tool even where the question brings a picture. */
const WITH_PICTURE: readonly (Intent | null)[] = [
  "treatment",
  "urgency",
  "daily-life",
  "size",
  "kind",
  "sides",
  "tool",
];

/**
 * The whole answer where code has it without the model: the text as shown, and as a later turn of
 * the model reads it. Null where the model answers: after a call, and in general where a picture
 * comes with the question.
 */
export function answerByCode(
  prompt: ReadPrompt,
  audience: Audience,
  knows: CodeKnows & Pick<GuardOptions, "rightShare">,
): { text: string; raw: string } | null {
  const asked = prompt.transcript.findLast((message) => message.role === "user");
  if (prompt.written.length > 0 || prompt.results.length > 0) return null;
  if ((asked?.images.length ?? 0) > 0 && !WITH_PICTURE.includes(knows.intent)) return null;
  const options: GuardOptions = {
    audience,
    question: prompt.question,
    personText: prompt.personText,
    results: [],
    earlier: prompt.earlier,
    reading: null,
    hasImage: currentImage(prompt.transcript) !== null,
    strengthSentence: strengthOf,
    rightShare: knows.rightShare,
  };
  // with no picture and no word to look up, nothing that the model could do would help
  const word = mentionsCard(prompt.question) || longWordAskedFor(prompt.question) !== null;
  const idle = word ? null : answerWithoutPicture(options);
  const text = codeAnswer(options, knows) ?? idle;
  if (text === null) return null;
  const cited = /\[card:([a-z0-9-]+)\]$/.exec(text)?.[1];
  const section = text.startsWith("Questions") ? "ask" : "what";
  const said = cited === undefined ? text : `[[${cited}.${section}]]`;
  return { text, raw: `<think>\n1. No tool is needed. (none)\n</think>\n${said}` };
}
