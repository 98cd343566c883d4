"use client";

import type { ReactNode } from "react";
import { Button } from "@/lib/client/ui/button";
import { StateMark, type StateMarkKind } from "@/lib/client/ui/state-marks";
import type { MessageMetadata } from "@/lib/contracts/message";
import { waitingWords } from "@/lib/contracts/waiting-words";

/** How an answer ended when it did not end well, or that it waits; and what to do next. */
export function TurnState({
  metadata,
  onRetry,
  onContinue,
}: {
  metadata: MessageMetadata | undefined;
  /** Null while an answer is being written. */
  onRetry: (() => void) | null;
  /** Null where there is nothing to go on from, or a question follows. */
  onContinue: (() => void) | null;
}) {
  const again = (label: string) =>
    onRetry === null ? null : <Button onClick={onRetry}>{label}</Button>;
  const ways = (
    <div className="flex flex-wrap gap-2">
      {onContinue !== null && <Button onClick={onContinue}>Continue</Button>}
      {again("Answer again")}
    </div>
  );
  switch (metadata?.state) {
    case "queued":
      return (
        <StateLine mark="waiting" tone="text-quiet">
          {waitingWords(metadata)}
        </StateLine>
      );
    case "stopped":
      return (
        <StateLine mark="stopped" tone="text-quiet" action={ways}>
          Stopped by you.
        </StateLine>
      );
    case "interrupted":
      return (
        <StateLine mark="interrupted" tone="text-caution" action={ways}>
          The answer was cut off by a restart. What was written is kept.
        </StateLine>
      );
    case "failed":
      return (
        <StateLine mark="error" tone="text-danger" action={again("Try again")}>
          {failureWords(metadata.error?.message)}{" "}
          <span className="text-quiet">
            Code <span className="numbers">{metadata.error?.code ?? "unknown"}</span>
          </span>
        </StateLine>
      );
    default:
      return null;
  }
}

/** What happened and what was kept; a sentence that already says what was kept is left alone. */
function failureWords(message = "The answer failed."): string {
  return /\bkept\b/.test(message)
    ? message
    : `${message} Your question and what was written are kept.`;
}

/** A state's mark, its words and one thing to do. */
export function StateLine({
  mark,
  tone,
  action,
  children,
}: {
  mark: StateMarkKind;
  tone: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-label" data-state={mark}>
      <StateMark kind={mark} className={tone} />
      <p className="min-w-0 flex-1 basis-48">{children}</p>
      {action}
    </div>
  );
}
