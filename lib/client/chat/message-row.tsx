"use client";

import { memo } from "react";
import { AssistantMessage } from "@/lib/client/chat/assistant-message";
import { FeedbackBar } from "@/lib/client/chat/feedback-bar";
import { answerWaits } from "@/lib/client/chat/reveal";
import type { ChatSession } from "@/lib/client/chat/session";
import { UserMessage } from "@/lib/client/chat/user-message";
import type { Side } from "@/lib/client/chat/versions";
import type { Feedback } from "@/lib/contracts/feedback";
import type { EvlfMessage } from "@/lib/contracts/message";
import type { PlacedMark } from "@/lib/contracts/reading/message-marks";

/** What can be done with a message. The same object as long as the list lives. */
export type RowActions = {
  onPicture: (imageId: string) => void;
  onEdit: (message: EvlfMessage) => void;
  onReveal: (id: string) => void;
  onLight: (id: string, mark: number | null) => void;
  onMark: (id: string, mark: PlacedMark) => void;
  onRetry: (message: EvlfMessage) => void;
  onContinue: (message: EvlfMessage) => void;
  onTurn: (id: string, side: Side) => void;
};

export type RowProps = {
  message: EvlfMessage;
  actions: RowActions;
  session: ChatSession;
  /** Some answer of the chat is being written. */
  running: boolean;
  last: boolean;
  restored: boolean;
  revealed: boolean;
  lit: number | null;
  left: boolean;
  versions: string[] | undefined;
  cameBy: Side | null;
  feedback: Feedback | undefined;
};

/** One message of a conversation, drawn whole; it is drawn again only where something of its own changed. */
export const MessageRow = memo(function MessageRow(props: RowProps) {
  const { message, actions, running, last, revealed } = props;
  const { id } = message;
  const versions =
    props.versions === undefined
      ? null
      : { ids: props.versions, cameBy: props.cameBy, onTurn: actions.onTurn };
  if (message.role === "user")
    return (
      <UserMessage
        message={message}
        onPicture={actions.onPicture}
        onEdit={running ? null : () => actions.onEdit(message)}
        left={props.left}
        versions={versions}
      />
    );
  return (
    <AssistantMessage
      message={message}
      running={running && last}
      restored={props.restored}
      revealed={revealed}
      lit={props.lit}
      onReveal={() => actions.onReveal(id)}
      onLight={(mark) => actions.onLight(id, mark)}
      onMark={(mark) => actions.onMark(id, mark)}
      onRetry={running ? null : () => actions.onRetry(message)}
      onContinue={last && !running ? () => actions.onContinue(message) : null}
      versions={versions}
      aside={
        !answerWaits(message, revealed) && (
          <FeedbackBar session={props.session} message={message} feedback={props.feedback} />
        )
      }
    />
  );
});
