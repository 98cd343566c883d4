"use client";

import { MessageActions } from "@/lib/client/chat/message-actions";
import { ReadingPanel } from "@/lib/client/chat/reading-panel";
import { ReasoningFold } from "@/lib/client/chat/reasoning-fold";
import { answerWaits, splitForStudent } from "@/lib/client/chat/reveal";
import { RichText } from "@/lib/client/chat/rich-text";
import { Sources } from "@/lib/client/chat/sources";
import { StateLine } from "@/lib/client/chat/turn-state";
import { Button } from "@/lib/client/ui/button";
import type { EvlfMessage, TurnState } from "@/lib/contracts/message";
import { activitiesOf, answerText, summaryWords } from "@/lib/contracts/reading/activity";
import { citedCards, parseMarks } from "@/lib/contracts/reading/marks";
import { marksOf, type PlacedMark, readingOf } from "@/lib/contracts/reading/message-marks";

const ENDINGS: Partial<Record<TurnState, string>> = {
  stopped: "The answer was stopped here.",
  interrupted: "The answer was cut off here.",
  failed: "The answer failed here.",
};

/** An answer of a shared chat: as its owner reads it, with nothing to do but read. */
export function SharedAnswer({
  message,
  revealed,
  onReveal,
  lit,
  onLight,
  onMark,
}: {
  message: EvlfMessage;
  revealed: boolean;
  onReveal: () => void;
  lit: number | null;
  onLight: (id: number | null) => void;
  onMark: (mark: PlacedMark) => void;
}) {
  const waits = answerWaits(message, revealed);
  const text = answerText(message);
  const blocks = parseMarks(text);
  const marks = marksOf(message);
  const reading = readingOf(message);
  const activities = activitiesOf(message);
  const chips = { marks: waits ? [] : marks, lit, onLight, onMark };
  const ending = ENDINGS[message.metadata?.state ?? "done"];
  const line = summaryWords(activities, waits ? null : marks.length, message.metadata?.elapsedMs);
  return (
    <article aria-label="Answer" className="grid gap-3">
      {activities.length > 0 && (
        <ReasoningFold
          line={line}
          running={false}
          activities={waits ? null : activities}
          {...chips}
        />
      )}
      <RichText blocks={waits ? splitForStudent(blocks).shown : blocks} {...chips} />
      {waits && (
        <div className="flex flex-wrap items-center gap-3 rounded-card border border-dashed px-3 py-3">
          <p className="min-w-0 flex-1 basis-56 text-label text-quiet">
            Look first, then compare: the answer, its label and its marks wait.
          </p>
          <Button look="accent" onClick={onReveal}>
            Show answer
          </Button>
        </div>
      )}
      {!waits && reading !== null && <ReadingPanel reading={reading} />}
      {!waits && <Sources cards={citedCards(blocks)} />}
      {ending !== undefined && (
        <StateLine mark="stopped" tone="text-quiet">
          {ending}
        </StateLine>
      )}
      {!waits && <MessageActions text={text} onAgain={null} />}
    </article>
  );
}
