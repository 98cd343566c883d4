import type { EvlfMessage } from "@/lib/contracts/message";
import { isToolPart, toolLine } from "@/lib/contracts/reading/tool-words";
import { waitingWords } from "@/lib/contracts/waiting-words";

/**
 * The stage of an answer, for a live region: it changes at a stage's turn, not with each word.
 * @param secret The reader works it out first: name no finding.
 */
export function statusWords(message: EvlfMessage | undefined, running: boolean, secret: boolean) {
  if (message === undefined || message.role !== "assistant") return running ? "Sending" : "";
  const state = message.metadata?.state;
  if (running) {
    if (state === "queued") return waitingWords(message.metadata ?? {});
    const last = message.parts.at(-1);
    if (last !== undefined && isToolPart(last)) return toolLine(last, !secret);
    return last?.type === "text" ? "Writing the answer" : "Looking at the picture";
  }
  if (state === "stopped") return "Stopped by you.";
  if (state === "failed") return "The answer failed.";
  if (state === "interrupted") return "The answer was cut off.";
  return state === "done" ? "The answer is complete." : "";
}
