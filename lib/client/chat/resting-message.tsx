import { memo } from "react";
import { answerWaits } from "@/lib/client/chat/reveal";
import type { EvlfMessage } from "@/lib/contracts/message";
import { answerText } from "@/lib/contracts/reading/activity";
import { plainText } from "@/lib/contracts/reading/marks";

const LINE = 24;
const CHARACTERS = 62;
const PICTURES = 104;

/** About how high a message is that was never drawn, in CSS pixels. */
function heightGuess(message: EvlfMessage): number {
  const text = answerText(message);
  const lines = text.split("\n").reduce((sum, line) => {
    return sum + Math.max(1, Math.ceil(line.length / CHARACTERS));
  }, 0);
  const around = message.role === "user" ? 64 : 96;
  const pictures = message.parts.some((part) => part.type === "data-image") ? PICTURES : 0;
  return around + pictures + lines * LINE;
}

type RestingProps = {
  message: EvlfMessage;
  revealed: boolean;
  /** In CSS pixels, when it was last drawn whole; undefined where it never was. */
  height: number | undefined;
};

/**
 * A message far from what can be seen: its words in one element, as high as the whole message, so
 * that the page is searched, read out and scrolled as if all of it were drawn. It is drawn again
 * only for what it shows: not as answers begin and end, versions are turned or votes are given.
 */
export const RestingMessage = memo(function RestingMessage(props: RestingProps) {
  const { message, revealed, height = heightGuess(message) } = props;
  const waits = message.role === "assistant" && answerWaits(message, revealed);
  return (
    <article
      aria-label={message.role === "user" ? "You asked" : "Answer"}
      data-outcome={message.metadata?.outcome}
      style={{ height }}
      className="overflow-hidden whitespace-pre-wrap px-4 [content-visibility:auto] [overflow-wrap:anywhere]"
    >
      {waits ? "This answer waits until you ask for it." : plainText(answerText(message))}
    </article>
  );
});
