import { answerWaits } from "@/lib/client/chat/reveal";
import type { EvlfMessage } from "@/lib/contracts/message";
import { marksOf, type PlacedMark } from "@/lib/contracts/reading/message-marks";

type MarksShown = {
  /** The answer whose marks these are; "" where none marks the picture. */
  id: string;
  marks: PlacedMark[];
  /** The answer waits to be shown, and its marks with it. */
  waits: boolean;
};

/** The marks on a picture: those of the answer pointed at, else of the newest that marks this picture. */
export function marksShown(
  messages: EvlfMessage[],
  imageId: string,
  chosen: string | null,
  isRevealed: (messageId: string) => boolean,
): MarksShown {
  const here = (message: EvlfMessage) =>
    marksOf(message).filter((mark) => mark.imageId === imageId);
  const marking = messages.filter(
    (message) => message.role === "assistant" && here(message).length > 0,
  );
  const message = marking.find(({ id }) => id === chosen) ?? marking.at(-1);
  if (message === undefined) return { id: "", marks: [], waits: false };
  const waits = answerWaits(message, isRevealed(message.id));
  return { id: message.id, marks: waits ? [] : here(message), waits };
}
