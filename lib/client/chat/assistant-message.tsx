"use client";

import { type ReactNode, useMemo } from "react";
import { isEnded } from "@/lib/client/chat/chunks";
import { MessageActions } from "@/lib/client/chat/message-actions";
import { ReadingPanel } from "@/lib/client/chat/reading-panel";
import { ReasoningFold } from "@/lib/client/chat/reasoning-fold";
import { answerWaits, splitForStudent } from "@/lib/client/chat/reveal";
import { RichText } from "@/lib/client/chat/rich-text";
import { Sources } from "@/lib/client/chat/sources";
import { TurnState } from "@/lib/client/chat/turn-state";
import { Versions, type VersionsControl } from "@/lib/client/chat/versions";
import { Button } from "@/lib/client/ui/button";
import type { EvlfMessage } from "@/lib/contracts/message";
import { activitiesOf, answerText, nowWords, summaryWords } from "@/lib/contracts/reading/activity";
import { citedCards, parseMarks } from "@/lib/contracts/reading/marks";
import { marksOf, type PlacedMark, readingOf } from "@/lib/contracts/reading/message-marks";

export type AssistantMessageProps = {
  message: EvlfMessage;
  running: boolean;
  /** Taken up again after a reload, and still being written. */
  restored: boolean;
  revealed: boolean;
  lit: number | null;
  onReveal: () => void;
  onLight: (id: number | null) => void;
  onMark: (mark: PlacedMark) => void;
  onRetry: (() => void) | null;
  /** Null where a question follows the answer, or another is being written. */
  onContinue: (() => void) | null;
  versions: VersionsControl | null;
  /** Stands beside what can be done with an answer that can be read. */
  aside?: ReactNode;
};

/** An answer: what was done, the words with their chips, the label, how it ended. */
export function AssistantMessage(props: AssistantMessageProps) {
  const { message, running, lit, onLight, onMark, onRetry, versions } = props;
  const waits = answerWaits(message, props.revealed);
  const text = answerText(message);
  const blocks = useMemo(() => parseMarks(text, running), [text, running]);
  const shown = waits ? splitForStudent(blocks).shown : blocks;
  const marks = marksOf(message);
  const reading = readingOf(message);
  const activities = activitiesOf(message);
  const state = message.metadata?.state;
  const ended = !running && (state === undefined || isEnded(state));
  const chips = { marks: waits ? [] : marks, lit, onLight, onMark };
  const line = running
    ? nowWords(message, waits)
    : summaryWords(activities, waits ? null : marks.length, message.metadata?.elapsedMs);
  return (
    <article aria-label="Answer" className="grid gap-3" data-outcome={message.metadata?.outcome}>
      {state !== "queued" && (running || activities.length > 0) && (
        <ReasoningFold
          line={line}
          running={running}
          activities={waits ? null : activities}
          {...chips}
        />
      )}
      {props.restored && (
        <p className="text-label text-quiet">Taken up again where it was; nothing was lost.</p>
      )}
      <RichText blocks={shown} {...chips} />
      {waits && !running && (
        <div className="flex flex-wrap items-center gap-3 rounded-card border border-dashed px-3 py-3">
          <p className="min-w-0 flex-1 basis-56 text-label text-quiet">
            {shown.length === 0 && "What do you see, and where? "}Look first, then compare: the
            answer, its label and its marks wait.
          </p>
          <Button look="accent" onClick={props.onReveal}>
            Show answer
          </Button>
        </div>
      )}
      {!waits && reading !== null && !running && <ReadingPanel reading={reading} />}
      {!waits && ended && <Sources cards={citedCards(blocks)} />}
      <TurnState
        metadata={message.metadata}
        onRetry={ended ? onRetry : null}
        onContinue={ended && (text !== "" || activities.length > 0) ? props.onContinue : null}
      />
      {ended && (!waits || versions !== null) && (
        <MessageActions
          text={waits ? "" : text}
          onAgain={state === "done" && !waits ? onRetry : null}
        >
          {versions !== null && <Versions {...versions} id={message.id} what="answer" />}
          {props.aside}
        </MessageActions>
      )}
    </article>
  );
}
