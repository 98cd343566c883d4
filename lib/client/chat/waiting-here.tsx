"use client";

import { dropWaiting, useWaiting } from "@/lib/client/chat/outbox";
import { WaitingQuestion } from "@/lib/client/chat/waiting-question";
import type { Picture } from "@/lib/client/viewer/picture-pane";
import type { EvlfMessage } from "@/lib/contracts/message";

/** The question of a chat that waits; null where none does, or it stands among the messages. */
export function useWaitingHere(chatId: string, messages: EvlfMessage[]) {
  const waiting = useWaiting().find((each) => each.chatId === chatId) ?? null;
  const shown = messages.some(({ id }) => id === waiting?.question.messageId);
  return shown ? null : waiting;
}

/** The question that waits, behind the messages, with the way to take it back. */
export function WaitingHere({
  waiting,
  onTakeBack,
}: {
  waiting: ReturnType<typeof useWaitingHere>;
  onTakeBack: (text: string, pictures: Picture[], edits?: string) => void;
}) {
  if (waiting === null) return null;
  return (
    <WaitingQuestion
      waiting={waiting}
      onTakeBack={() => {
        dropWaiting(waiting.chatId);
        onTakeBack(waiting.question.text, waiting.pictures, waiting.edits);
      }}
    />
  );
}
