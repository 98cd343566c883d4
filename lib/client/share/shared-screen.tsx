"use client";

import Link from "next/link";
import { useCallback, useEffect, useState } from "react";
import { ApiError } from "@/lib/client/api/http";
import { readShared } from "@/lib/client/api/shares";
import { ChatSkeleton } from "@/lib/client/chat/chat-skeleton";
import { useRevealed } from "@/lib/client/chat/use-revealed";
import { SharedAnswer } from "@/lib/client/share/shared-answer";
import { SharedPictures } from "@/lib/client/share/shared-pictures";
import { SharedQuestion } from "@/lib/client/share/shared-question";
import { Button, buttonClass } from "@/lib/client/ui/button";
import { PlainPage } from "@/lib/client/ui/plain-page";
import { StandingLine } from "@/lib/client/ui/standing-line";
import { useMarksView } from "@/lib/client/viewer/use-marks-view";
import { picturesOf } from "@/lib/contracts/reading/message-marks";
import type { SharedChat } from "@/lib/contracts/share";

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" });

type Read = { chat: SharedChat } | { trouble: ApiError } | null;

/** A chat that somebody shared: read, and nothing else. */
export function SharedScreen({ token }: { token: string }) {
  const [read, setRead] = useState<Read>(null);
  const load = useCallback(async () => {
    setRead(null);
    try {
      setRead({ chat: await readShared(token) });
    } catch (error) {
      const trouble = error instanceof ApiError ? error : null;
      setRead({ trouble: trouble ?? new ApiError(0, "unknown", "The chat could not be read.") });
    }
  }, [token]);
  useEffect(() => void load(), [load]);
  if (read === null)
    return (
      <main className="mx-auto w-full max-w-text flex-1 px-4 py-6">
        <ChatSkeleton />
      </main>
    );
  if ("chat" in read) return <SharedConversation chat={read.chat} token={token} />;
  const { trouble } = read;
  if (trouble.code === "not-found")
    return (
      <PlainPage
        mark="nothing"
        tone="text-quiet"
        title="This link leads nowhere"
        actions={
          <Link href="/" className={buttonClass()}>
            Go to EVLF Chat
          </Link>
        }
      >
        It may have ended, or whoever shared the chat took it back. Ask them for another.
      </PlainPage>
    );
  return (
    <PlainPage
      mark="error"
      tone="text-danger"
      title="The chat could not be read"
      actions={<Button onClick={() => void load()}>Try again</Button>}
    >
      {trouble.message} Code <span className="numbers">{trouble.code}</span>
    </PlainPage>
  );
}

function SharedConversation({ chat, token }: { chat: SharedChat; token: string }) {
  const view = useMarksView();
  const { isRevealed, reveal } = useRevealed();
  const { messages, title } = chat;
  useEffect(() => {
    document.title = `${title} · EVLF Chat`;
  }, [title]);
  return (
    <div className="flex min-h-0 flex-1">
      <main aria-label="Shared chat" className="flex min-w-0 flex-1 flex-col">
        <header className="border-b bg-panel py-3">
          <div className="mx-auto grid w-full max-w-text gap-1 px-4">
            <h1 className="text-heading font-semibold [overflow-wrap:anywhere]">{title}</h1>
            <p className="text-label text-quiet">
              A chat with{" "}
              <Link
                href="/"
                className="underline decoration-line underline-offset-2 hover:text-text"
              >
                EVLF Chat
              </Link>
              , shared to be read until {day.format(new Date(chat.expiresAt))}
              {!chat.pictures && picturesOf(messages).length > 0 && ", without its pictures"}.
            </p>
          </div>
        </header>
        <div
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
          tabIndex={0}
          className="min-h-0 flex-1 overflow-y-auto focus-visible:outline-offset-[-2px]"
        >
          <div className="mx-auto grid w-full max-w-text gap-6 px-4 py-6">
            {messages.map((message) =>
              message.role === "user" ? (
                <SharedQuestion
                  key={message.id}
                  message={message}
                  token={chat.pictures ? token : null}
                  onPicture={view.showPicture}
                />
              ) : (
                <SharedAnswer
                  key={message.id}
                  message={message}
                  revealed={isRevealed(message.id)}
                  onReveal={() => reveal(message.id)}
                  lit={view.messageId === message.id ? view.lit : null}
                  onLight={(mark) => view.light(message.id, mark)}
                  onMark={(mark) => view.goTo(message.id, mark)}
                />
              ),
            )}
          </div>
        </div>
        <div className="border-t">
          <StandingLine />
        </div>
      </main>
      {chat.pictures && (
        <SharedPictures messages={messages} token={token} view={view} isRevealed={isRevealed} />
      )}
    </div>
  );
}
