"use client";

import { useCallback, useEffect } from "react";
import { ChatPictures } from "@/lib/client/chat/chat-pictures";
import { ChatSkeleton } from "@/lib/client/chat/chat-skeleton";
import { Composer } from "@/lib/client/chat/composer";
import { ConversationColumn } from "@/lib/client/chat/conversation";
import { DropVeil } from "@/lib/client/chat/drop-veil";
import { LiveStatus } from "@/lib/client/chat/live-status";
import { MessageList } from "@/lib/client/chat/message-list";
import { MissingChat } from "@/lib/client/chat/missing-chat";
import { answerWaits } from "@/lib/client/chat/reveal";
import { chatSession } from "@/lib/client/chat/session";
import { statusWords } from "@/lib/client/chat/status-words";
import { TroublePanel } from "@/lib/client/chat/trouble-panel";
import { useComposer } from "@/lib/client/chat/use-composer";
import { useConversation } from "@/lib/client/chat/use-conversation";
import { useRevealed } from "@/lib/client/chat/use-revealed";
import { useWaitingHere } from "@/lib/client/chat/waiting-here";
import { useAudience } from "@/lib/client/shell/audience-context";
import { useChats } from "@/lib/client/shell/chats-context";
import { useShortcuts } from "@/lib/client/shortcuts/run-shortcut";
import { StandingLine } from "@/lib/client/ui/standing-line";
import { useMarksView } from "@/lib/client/viewer/use-marks-view";
import { pictureCount, picturesOf } from "@/lib/contracts/reading/message-marks";

/** One chat: the conversation in the middle, its pictures beside it. */
export function ChatScreen({ chatId }: { chatId: string }) {
  const { audience } = useAudience();
  const { chats, refresh } = useChats();
  const composer = useComposer(chatId, pictureCount(chatSession(chatId, audience).chat.messages));
  const conversation = useConversation({
    chatId,
    audience,
    onReturned: composer.giveBack,
    onChanged: refresh,
  });
  const listed = chats?.find((chat) => chat.id === chatId)?.title;
  const title = listed ?? conversation.title ?? "Chat";
  const view = useMarksView();
  const revealed = useRevealed();
  const { isRevealed } = revealed;
  const { messages, phase, running, trouble } = conversation;
  const last = messages.at(-1);
  const waiting = useWaitingHere(chatId, messages);
  useShortcuts({
    composer: composer.focus,
    stop: () => {
      if (running && !conversation.stopping) void conversation.stop();
    },
  });

  const send = useCallback(() => {
    const { text, attachments } = composer;
    const pictures = attachments.pictures;
    composer.write("");
    attachments.clear();
    view.follow();
    void conversation.send(text.trim(), pictures);
  }, [composer, conversation, view]);

  useEffect(() => {
    document.title = `${title} · EVLF Chat`;
  }, [title]);

  if (phase === "missing") return <MissingChat />;
  const secret = last !== undefined && answerWaits(last, isRevealed(last.id));
  return (
    <div className="flex min-h-0 flex-1">
      <main aria-label="Conversation" className="flex min-w-0 flex-1 flex-col">
        <h1 className="sr-only">{title}</h1>
        <ConversationColumn
          footer={
            <>
              {trouble !== null && (
                <TroublePanel trouble={trouble} onResume={() => void conversation.resume()} />
              )}
              <Composer
                text={composer.text}
                onText={composer.write}
                attachments={composer.attachments}
                onSend={send}
                running={running}
                blocked={waiting !== null}
                stopping={conversation.stopping}
                onStop={() => void conversation.stop()}
                placeholder="Ask about the picture"
                focusKey={composer.focusKey}
              />
              <StandingLine />
            </>
          }
        >
          {phase === "loading" && messages.length === 0 && <ChatSkeleton />}
          <MessageList
            conversation={conversation}
            view={view}
            revealed={revealed}
            waiting={waiting}
            onTakeBack={composer.giveBack}
          />
        </ConversationColumn>
        <LiveStatus words={statusWords(last, running, secret)} />
      </main>
      <ChatPictures
        messages={messages}
        pictures={picturesOf(messages)}
        view={view}
        isRevealed={isRevealed}
        onAsk={(words) => {
          view.closeSheet();
          composer.fill(words);
        }}
      />
      <DropVeil visible={composer.dragging} />
    </div>
  );
}
