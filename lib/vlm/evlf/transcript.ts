import type { Audience } from "@/lib/contracts/audience";

/** One message as the language model reads it. `images` are keys of pictures, in order. */
export type TranscriptMessage =
  | { role: "system"; audience: Audience }
  | { role: "user"; images: string[]; text: string }
  | { role: "assistant"; content: string }
  | { role: "tool"; line: string };

/** The special token that stands for one picture token; repeated `imageTokens` times a picture. */
export const IMAGE_TOKEN = "<empty_output>";

/** What opens the model's own message. */
export const ASSISTANT_START = "<|im_start|>assistant\n";
export const MESSAGE_END = "<|im_end|>";

/**
 * The string of one message, special tokens spelled out. Equal to the training template; each
 * message is tokenised on its own, so that a prefix never changes when the conversation grows.
 */
export function renderMessage(message: TranscriptMessage, imageTokens: number): string {
  switch (message.role) {
    case "system":
      return `<|im_start|>system\nReader: ${message.audience}.${MESSAGE_END}\n`;
    case "user": {
      const block = `${IMAGE_TOKEN.repeat(imageTokens)}\n`;
      return `<|im_start|>user\n${block.repeat(message.images.length)}${message.text}${MESSAGE_END}\n`;
    }
    case "assistant":
      return `${ASSISTANT_START}${message.content}${MESSAGE_END}\n`;
    case "tool":
      return `<|im_start|>tool\n${message.line}${MESSAGE_END}\n`;
  }
}

/**
 * Outside text made harmless: NFC, no CR, runs of blank lines cut to one, trimmed, and a space
 * after the first character of every special token, so that nobody can write the template.
 */
export function sanitise(text: string, specialTokens: readonly string[]): string {
  let clean = text
    .normalize("NFC")
    .replaceAll("\r", "")
    .replace(/\n(?:[ \t]*\n){2,}/g, "\n\n")
    .trim();
  for (const token of specialTokens) {
    clean = clean.replaceAll(token, `${token.slice(0, 1)} ${token.slice(1)}`);
  }
  return clean;
}

/** What the person wrote before the last message of theirs; "" where that is the first. */
export function messageBefore(messages: readonly TranscriptMessage[]): string {
  const said = messages.flatMap((message) => (message.role === "user" ? [message.text] : []));
  return said.at(-2) ?? "";
}

/** A turn: a user message and everything up to the next one. */
type Turn = { user: Extract<TranscriptMessage, { role: "user" }>; rest: TranscriptMessage[] };

function turnsOf(messages: readonly TranscriptMessage[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    if (message.role === "user") turns.push({ user: message, rest: [] });
    else turns.at(-1)?.rest.push(message);
  }
  return turns;
}

/** The picture that questions are about: the last one given. Null where there was none. */
export function currentImage(messages: readonly TranscriptMessage[]): string | null {
  return (
    messages.flatMap((message) => (message.role === "user" ? message.images : [])).at(-1) ?? null
  );
}

export type FittedTranscript = { messages: TranscriptMessage[]; droppedTurns: number };

/**
 * Leaves out the oldest turns, whole, until `fits` says yes. The current picture's block is put
 * back onto the oldest turn that stays. The last turn is never left out.
 */
export function dropOldestTurns(
  messages: readonly TranscriptMessage[],
  fits: (messages: readonly TranscriptMessage[]) => boolean,
): FittedTranscript {
  const head = messages.filter((message) => message.role === "system");
  const turns = turnsOf(messages);
  const image = currentImage(messages);
  for (let dropped = 0; ; dropped += 1) {
    const kept = turns.slice(dropped);
    const first = kept[0];
    if (
      first &&
      dropped > 0 &&
      image !== null &&
      !kept.some((t) => t.user.images.includes(image))
    ) {
      kept[0] = {
        user: { ...first.user, images: [image, ...first.user.images] },
        rest: first.rest,
      };
    }
    const fitted = [...head, ...kept.flatMap((turn) => [turn.user, ...turn.rest])];
    if (kept.length <= 1 || fits(fitted)) return { messages: fitted, droppedTurns: dropped };
  }
}
