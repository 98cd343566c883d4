"use client";

import { useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import { EarlierMessages } from "@/lib/client/chat/earlier-messages";
import { EditQuestion } from "@/lib/client/chat/edit-question";
import { MessageRow, type RowActions } from "@/lib/client/chat/message-row";
import type { Waiting } from "@/lib/client/chat/outbox";
import { RestingMessage } from "@/lib/client/chat/resting-message";
import { useScroller } from "@/lib/client/chat/scroller";
import type { ConversationControl } from "@/lib/client/chat/use-conversation";
import { useEditing } from "@/lib/client/chat/use-editing";
import { useHoldPlace } from "@/lib/client/chat/use-hold-place";
import { useJump } from "@/lib/client/chat/use-jump";
import { useListShortcuts } from "@/lib/client/chat/use-list-shortcuts";
import { useNear } from "@/lib/client/chat/use-near";
import type { RevealedControl } from "@/lib/client/chat/use-revealed";
import type { Side } from "@/lib/client/chat/versions";
import { WaitingHere } from "@/lib/client/chat/waiting-here";
import type { Picture } from "@/lib/client/viewer/picture-pane";
import type { MarksViewControl } from "@/lib/client/viewer/use-marks-view";

type MessageListProps = {
  conversation: ConversationControl;
  view: MarksViewControl;
  revealed: RevealedControl;
  /** The question that waits behind the messages, and where one taken back goes that is no edit. */
  waiting: Waiting | null;
  onTakeBack: (text: string, pictures: Picture[]) => void;
};

/** Messages at the end that are drawn whole from the first on: about two screens. */
const FIRST = 8;
/** These stay whole wherever one looks: what is being written, and its question. */
const ALWAYS = 2;

/**
 * The branch that is shown: questions that can be edited, answers, and the way to other versions.
 * Messages far from what can be seen are drawn as their words alone.
 */
export function MessageList(props: MessageListProps) {
  const { conversation, view, revealed, waiting } = props;
  const { messages, siblings, running, turn, session } = conversation;
  const { release } = useScroller();
  const [turned, setTurned] = useState<{ id: string; side: Side } | null>(null);
  const editing = useEditing({
    ...{ chatId: session.id, messages },
    blocked: running ? "running" : waiting !== null ? "waiting" : null,
    onSend: conversation.edit,
  });
  const near = useNear(messages.slice(-FIRST).map(({ id }) => id));
  const onTurn = useCallback(
    async (id: string, side: Side) => {
      // The version is what one looks at, however long the branch below it is.
      release();
      if (await turn(id)) setTurned({ id, side });
    },
    [turn, release],
  );
  const latest = useRef({ conversation, view, revealed, editing, onTurn });
  latest.current = { conversation, view, revealed, editing, onTurn };
  const actions = useMemo(() => actionsOf(() => latest.current), []);
  const found = useJump(session, conversation.phase === "ready", turn);
  useListShortcuts({ session, actions, running });

  // What lies further back is drawn after the end is on the screen, in small pieces of work.
  const opening = messages.at(-FIRST)?.id ?? messages[0]?.id;
  const firstId = useDeferredValue(messages[0]?.id, opening);
  const from = messages.findIndex(({ id }) => id === firstId);
  const drawn = messages.slice(from < 0 ? -FIRST : from);
  useHoldPlace(drawn[0]?.id);
  const always = new Set(messages.slice(-ALWAYS).map(({ id }) => id));
  return (
    <>
      <EarlierMessages session={session} />
      {drawn.map((message) => {
        const { id } = message;
        const last = messages.at(-1) === message;
        const whole = always.has(id) || near.isNear(id);
        const shown = message.role === "assistant" && revealed.isRevealed(id);
        return (
          <div
            key={id}
            ref={near.watch}
            id={`m-${id}`}
            data-message={id}
            data-whole={whole}
            tabIndex={-1}
            className={`min-w-0 rounded-card outline-none transition-shadow focus-visible:outline-2 ${
              found === id ? "ring-2 ring-accent ring-offset-4 ring-offset-page" : ""
            }`}
          >
            {editing.id === id ? (
              <EditQuestion editing={editing} />
            ) : !whole ? (
              <RestingMessage message={message} revealed={shown} height={near.heightOf(id)} />
            ) : (
              <MessageRow
                message={message}
                actions={actions}
                session={session}
                running={running}
                last={last}
                restored={conversation.restored && running && last}
                revealed={shown}
                lit={view.messageId === id ? view.lit : null}
                left={editing.left === id}
                versions={siblings[id]}
                cameBy={turned?.id === id ? turned.side : null}
                feedback={session.feedback[id]}
              />
            )}
          </div>
        );
      })}
      <WaitingHere
        waiting={waiting}
        onTakeBack={(text, pictures, edits) => {
          const edited = messages.find(({ id }) => id === edits);
          if (edited === undefined) props.onTakeBack(text, pictures);
          else editing.open(edited, { text, pictures });
        }}
      />
    </>
  );
}

type Latest = Pick<MessageListProps, "conversation" | "view" | "revealed"> & {
  editing: ReturnType<typeof useEditing>;
  onTurn: (id: string, side: Side) => Promise<void>;
};

/** Actions that never change and always do what the list as it stands now would. */
const actionsOf = (now: () => Latest): RowActions => ({
  onPicture: (imageId) => now().view.showPicture(imageId),
  onEdit: (message) => now().editing.open(message),
  onReveal: (id) => now().revealed.reveal(id),
  onLight: (id, mark) => now().view.light(id, mark),
  onMark: (id, mark) => now().view.goTo(id, mark),
  onRetry: (message) => void now().conversation.retry(message),
  onContinue: (message) => void now().conversation.carryOn(message),
  onTurn: (id, side) => void now().onTurn(id, side),
});
