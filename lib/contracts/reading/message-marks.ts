import type { EvlfMessage } from "@/lib/contracts/message";
import { numberOfName } from "@/lib/contracts/picture-name";
import type { DiagnoseResult, GroundedBox, GroundResult, Strength } from "@/lib/contracts/tools";

/** A mark with the picture it lies on, that picture's kind and the measured strength of its search. */
export type PlacedMark = GroundedBox & {
  imageId: string;
  modality: string;
  phrase: string;
  strength: Strength;
};

/** All marks of an answer, by number. */
export function marksOf(message: EvlfMessage): PlacedMark[] {
  return message.parts.flatMap((part): PlacedMark[] => {
    if (part.type !== "tool-ground" || part.state !== "output-available") return [];
    const result: GroundResult = part.output;
    if (result.outcome !== "found") return [];
    const { imageId, phrase, strength } = result;
    const modality = result.modality.id;
    return result.boxes.map((box) => ({ ...box, imageId, modality, phrase, strength }));
  });
}

/** What `diagnose` answered in this message, the last time; null when it was not asked. */
export function readingOf(message: EvlfMessage): DiagnoseResult | null {
  const part = message.parts.findLast(
    (each) => each.type === "tool-diagnose" && each.state === "output-available",
  );
  return part?.type === "tool-diagnose" && part.state === "output-available" ? part.output : null;
}

/**
 * How many pictures a conversation has, as far as these messages tell: those before them are known by
 * the numbers that the later ones are called by.
 */
export function pictureCount(messages: EvlfMessage[]): number {
  const pictures = picturesOf(messages);
  return Math.max(pictures.length, ...pictures.map(({ name }) => numberOfName(name) ?? 0));
}

/** The pictures of a conversation, each once, in order. */
export function picturesOf(messages: EvlfMessage[]) {
  const pictures = new Map<
    string,
    { imageId: string; name: string; width: number; height: number }
  >();
  for (const part of messages.flatMap((message) => message.parts))
    if (part.type === "data-image") pictures.set(part.data.imageId, part.data);
  return [...pictures.values()];
}
