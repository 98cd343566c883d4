"use client";

import { ArrowDown } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useStickToBottom } from "use-stick-to-bottom";
import { ScrollerContext } from "@/lib/client/chat/scroller";
import { IconButton } from "@/lib/client/ui/button";

/** The scrolling column of a conversation: it follows the newest words until the person scrolls. */
export function ConversationColumn({
  children,
  footer,
}: {
  children: ReactNode;
  footer: ReactNode;
}) {
  const { scrollRef, contentRef, isAtBottom, scrollToBottom, stopScroll } = useStickToBottom({
    resize: "instant",
    initial: "instant",
  });
  const scroller = useMemo(
    () => ({ element: () => scrollRef.current, release: stopScroll }),
    [scrollRef, stopScroll],
  );
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scrollRef}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto focus-visible:outline-offset-[-2px]"
      >
        <div ref={contentRef} className="mx-auto grid w-full max-w-text gap-6 px-4 py-6">
          <ScrollerContext value={scroller}>{children}</ScrollerContext>
        </div>
      </div>
      <div className="relative mx-auto w-full max-w-text shrink-0 px-4 pb-2">
        {!isAtBottom && (
          <IconButton
            label="Go to the newest words"
            look="plain"
            className="absolute -top-12 left-1/2 -translate-x-1/2 rounded-full shadow-float"
            onClick={() => void scrollToBottom()}
          >
            <ArrowDown className="size-4" />
          </IconButton>
        )}
        {footer}
      </div>
    </div>
  );
}
