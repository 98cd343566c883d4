"use client";

import { useCallback, useState } from "react";
import { AssistantMessage } from "@/lib/client/chat/assistant-message";
import { EditQuestion } from "@/lib/client/chat/edit-question";
import type { ConversationControl } from "@/lib/client/chat/use-conversation";
import { useEditing } from "@/lib/client/chat/use-editing";
import type { RevealedControl } from "@/lib/client/chat/use-revealed";
import { UserMessage } from "@/lib/client/chat/user-message";
import type { Side, VersionsControl } from "@/lib/client/chat/versions";
import type { MarksViewControl } from "@/lib/client/viewer/use-marks-view";

type MessageListProps = {
  conversation: ConversationControl;
  view: MarksViewControl;
  revealed: RevealedControl;
};

/** The branch that is shown: questions that can be edited, answers, and the way to other versions. */
export function MessageList({ conversation, view, revealed }: MessageListProps) {
  const { messages, siblings, running, turn } = conversation;
  const [turned, setTurned] = useState<{ id: string; side: Side } | null>(null);
  const editing = useEditing({ running, onSend: conversation.edit });
  const onTurn = useCallback(
    async (id: string, side: Side) => {
      if (await turn(id)) setTurned({ id, side });
    },
    [turn],
  );
  const versionsOf = (id: string): VersionsControl | null => {
    const ids = siblings[id];
    if (ids === undefined) return null;
    const cameBy = turned?.id === id ? turned.side : null;
    return { ids, cameBy, onTurn: (other, side) => void onTurn(other, side) };
  };
  return messages.map((message) => {
    const { id } = message;
    if (message.role === "user") {
      if (editing.id === id) return <EditQuestion key={id} editing={editing} />;
      return (
        <UserMessage
          key={id}
          message={message}
          onPicture={view.showPicture}
          onEdit={running ? null : () => editing.open(message)}
          left={editing.left === id}
          versions={versionsOf(id)}
        />
      );
    }
    const last = messages.at(-1) === message;
    return (
      <AssistantMessage
        key={id}
        message={message}
        running={running && last}
        restored={conversation.restored && running && last}
        revealed={revealed.isRevealed(id)}
        lit={view.messageId === id ? view.lit : null}
        onReveal={() => revealed.reveal(id)}
        onLight={(mark) => view.light(id, mark)}
        onMark={(mark) => view.goTo(id, mark)}
        onRetry={running ? null : () => void conversation.retry(message)}
        onContinue={last && !running ? () => void conversation.carryOn(message) : null}
        versions={versionsOf(id)}
      />
    );
  });
}
