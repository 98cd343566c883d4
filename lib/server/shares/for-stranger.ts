import "server-only";
import type { EvlfMessage, MessageMetadata } from "@/lib/contracts/message";
import { numberedName } from "@/lib/contracts/picture-name";
import { isToolPart, type ToolPart } from "@/lib/contracts/reading/tool-words";

type Part = EvlfMessage["parts"][number];

/** Ids of the pictures of a branch, each once, in order: their places are their numbers, from 1. */
export const picturesIn = (branch: readonly EvlfMessage[]): string[] => [
  ...new Set(
    branch.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.type === "data-image" ? [part.data.imageId] : [])),
    ),
  ),
];

/** What a stranger may know of how an answer came about: nothing that names a turn or a time. */
function metadataFor({ metadata }: EvlfMessage): MessageMetadata {
  const { audience, state, outcome, elapsedMs, revealed } = metadata ?? {};
  return {
    ...(audience === undefined ? {} : { audience }),
    ...(state === undefined ? {} : { state }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(elapsedMs === undefined ? {} : { elapsedMs }),
    ...(revealed === undefined ? {} : { revealed }),
  };
}

function toolFor(part: ToolPart, call: string, numberOf: (id: string) => string): ToolPart | null {
  if (part.state === "output-error") {
    const { type, state, input } = part;
    return { type, toolCallId: call, state, input, errorText: "This step failed." } as ToolPart;
  }
  if (part.state !== "output-available") return null;
  const { type, state, input } = part;
  const output = part.output as { imageId?: string | null };
  const shown =
    typeof output.imageId === "string" ? { ...output, imageId: numberOf(output.imageId) } : output;
  return { type, toolCallId: call, state, input, output: shown } as ToolPart;
}

/** A part made anew from what may be shown: what is not named here does not come along. */
function partFor(part: Part, call: string, numberOf: (id: string) => string): Part | null {
  if (part.type === "text" || part.type === "reasoning") {
    return { type: part.type, text: part.text };
  }
  if (part.type === "data-image") {
    const { imageId, width, height } = part.data;
    const n = numberOf(imageId);
    const name = numberedName(Number(n));
    return { type: "data-image", data: { imageId: n, name, width, height } };
  }
  return isToolPart(part) ? toolFor(part, call, numberOf) : null;
}

/**
 * The messages of a branch for somebody who has nothing but a link. Each part is made anew from what
 * may be shown, so nothing comes along unnamed: messages are numbered behind `prefix`, pictures are
 * their places in the branch, and no id of the owner's, no picture's name, no turn and no time is left.
 */
export function forStranger(branch: readonly EvlfMessage[], prefix: string): EvlfMessage[] {
  const pictures = picturesIn(branch);
  const numberOf = (id: string): string => String(pictures.indexOf(id) + 1);
  return branch.map((message, at) => ({
    id: `${prefix}-${at + 1}`,
    role: message.role,
    metadata: metadataFor(message),
    parts: message.parts.flatMap(
      (part, step) => partFor(part, `${at + 1}-${step + 1}`, numberOf) ?? [],
    ),
  }));
}
