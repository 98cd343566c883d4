"use client";

import { useId, useState } from "react";
import { Button } from "@/lib/client/ui/button";
import { type Feedback, MOST_FEEDBACK_WORDS, REASONS, type Reason } from "@/lib/contracts/feedback";

const WORDS: Record<Reason, string> = {
  right: "It is right",
  clear: "Easy to follow",
  helpful: "It helped me",
  wrong: "Something is wrong",
  missed: "It missed something",
  unclear: "Hard to follow",
  "not-what-i-asked": "Not what I asked",
  unsafe: "It could do harm",
};

/** Why a vote was given: a reason, words of one's own, or neither. Escape closes it. */
export function FeedbackForm({
  feedback,
  busy,
  onSend,
  onRemove,
  onClose,
}: {
  feedback: Feedback;
  busy: boolean;
  onSend: (feedback: Feedback) => void;
  onRemove: () => void;
  onClose: () => void;
}) {
  const [reason, setReason] = useState(feedback.reason);
  const [words, setWords] = useState(feedback.words);
  const id = useId();
  return (
    <form
      aria-label="Why this vote"
      className="mt-1 ml-2 grid basis-full gap-3 rounded-card border bg-panel p-3 text-label fade-in"
      onSubmit={(event) => {
        event.preventDefault();
        onSend({ vote: feedback.vote, reason, words: words.trim() });
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      <fieldset className="flex flex-wrap gap-2">
        <legend className="mb-2 font-medium">
          {feedback.vote === "up" ? "What is good about it?" : "What is wrong with it?"}
        </legend>
        {REASONS[feedback.vote].map((each) => (
          <label
            key={each}
            className="flex min-h-9 pointer-coarse:min-h-10 cursor-pointer items-center rounded-card border px-3 hover:bg-raised has-checked:border-accent has-checked:bg-accent/10 has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={`${id}-reason`}
              className="sr-only"
              checked={reason === each}
              onChange={() => setReason(each)}
            />
            {WORDS[each]}
          </label>
        ))}
      </fieldset>
      <div className="grid gap-1">
        <label htmlFor={`${id}-words`}>
          In your words <span className="text-quiet">(may stay empty; name nobody)</span>
        </label>
        <textarea
          id={`${id}-words`}
          value={words}
          rows={2}
          maxLength={MOST_FEEDBACK_WORDS}
          onChange={(event) => setWords(event.target.value)}
          className="w-full resize-y rounded-card border bg-panel px-3 py-2"
        />
      </div>
      <p className="text-quiet">
        Who runs this server sees the vote, the reason and these words, with the model's version and
        times; not your chat or your pictures. Delete the chat and this goes too.
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" disabled={busy} onClick={onRemove}>
          Take the vote back
        </Button>
        <Button onClick={onClose}>Close</Button>
        <Button type="submit" look="accent" disabled={busy}>
          Send
        </Button>
      </div>
    </form>
  );
}
