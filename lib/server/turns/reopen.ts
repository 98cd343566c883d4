import "server-only";
import type { EvlfMessage } from "@/lib/contracts/message";
import { partChunks, type TurnChunk } from "./chunks";

type Parts = EvlfMessage["parts"];

/** A part of the step that was not finished, as it was shown, and its id in the log. */
export type KeptPart = { type: "reasoning" | "text"; id: string; text: string; ended: boolean };

/** An answer that was cut off, opened again. */
export type Reopened = {
  /** What a new log begins with: everything shown so far, the unfinished step's parts left open. */
  chunks: TurnChunk[];
  /** The parts of the finished steps: those whose tools have given their results. */
  whole: Parts;
  /** The unfinished step, or null where the answer goes on with a new one. */
  step: KeptPart[] | null;
};

const isTool = (part: Parts[number]): boolean => part.type.startsWith("tool-");
const gave = (part: Parts[number]): boolean => "state" in part && part.state === "output-available";

/**
 * Opens a cut-off answer where it ended. A step whose tool had given no result is unfinished and
 * written once more from what the model wrote of it; its call without a result is left out.
 */
export function reopen(parts: Parts): Reopened {
  const last = parts.findLastIndex(({ type }) => type === "step-start");
  const step = last < 0 ? parts : parts.slice(last);
  const tools = step.filter(isTool);
  if (parts.length === 0 || (tools.length > 0 && tools.every(gave))) {
    const chunks = parts.flatMap((part, at) => partChunks(part, String(at)));
    return { chunks, whole: parts, step: null };
  }
  const whole = last < 0 ? [] : parts.slice(0, last);
  const chunks = whole.flatMap((part, at) => partChunks(part, String(at)));
  const kept: KeptPart[] = [];
  chunks.push({ type: "start-step" });
  for (const [at, part] of step.entries()) {
    if (part.type !== "reasoning" && part.type !== "text") continue;
    const id = String(whole.length + at);
    const ended = typeof part.providerMetadata?.evlf?.raw === "string";
    const all = partChunks(part, id);
    chunks.push(...(ended ? all : all.slice(0, -1)));
    kept.push({ type: part.type, id, text: part.text, ended });
  }
  return { chunks, whole, step: kept };
}
