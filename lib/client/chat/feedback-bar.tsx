"use client";

import { ThumbsDown, ThumbsUp } from "lucide-react";
import { useState } from "react";
import { FeedbackForm } from "@/lib/client/chat/feedback-form";
import type { ChatSession } from "@/lib/client/chat/session";
import { useFeedback } from "@/lib/client/chat/use-feedback";
import { IconButton } from "@/lib/client/ui/button";
import type { Feedback, Vote } from "@/lib/contracts/feedback";
import type { EvlfMessage } from "@/lib/contracts/message";

const LABELS: Record<Vote, string> = { up: "Good answer", down: "Bad answer" };

/** Up or down for an answer; then why, which may stay unsaid. Pressed again it is taken back. */
export function FeedbackBar({
  session,
  message,
  feedback,
}: {
  session: ChatSession;
  message: EvlfMessage;
  feedback: Feedback | undefined;
}) {
  const { say, busy, trouble, possible } = useFeedback(session, message);
  const [open, setOpen] = useState(false);
  const [thanks, setThanks] = useState(false);
  if (!possible) return null;
  const press = (vote: Vote) => {
    const again = feedback?.vote === vote;
    setThanks(false);
    setOpen(!again);
    void say(again ? null : { vote, reason: null, words: feedback?.words ?? "" });
  };
  const vote = (which: Vote) => {
    const Icon = which === "up" ? ThumbsUp : ThumbsDown;
    const given = feedback?.vote === which;
    return (
      <IconButton label={LABELS[which]} aria-pressed={given} onClick={() => press(which)}>
        <Icon className={`size-4 ${given ? "fill-current text-accent" : ""}`} />
      </IconButton>
    );
  };
  return (
    <>
      {vote("up")}
      {vote("down")}
      {feedback !== undefined && !open && (
        <button
          type="button"
          className="min-h-9 pointer-coarse:min-h-10 rounded-card px-2 text-label text-quiet hover:text-text"
          onClick={() => {
            setThanks(false);
            setOpen(true);
          }}
        >
          {feedback.reason === null && feedback.words === "" ? "Say why" : "Change"}
        </button>
      )}
      {feedback !== undefined && open && (
        <FeedbackForm
          key={feedback.vote}
          feedback={feedback}
          busy={busy}
          onSend={async (said) => {
            if (!(await say(said))) return;
            setOpen(false);
            setThanks(true);
          }}
          onRemove={async () => {
            if (await say(null)) setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      )}
      {trouble !== null && (
        <p role="alert" className="basis-full pl-2 text-label text-danger">
          {trouble}
        </p>
      )}
      <p role="status" className={thanks ? "pl-2 text-label text-quiet" : "sr-only"}>
        {thanks ? "Kept with this answer." : ""}
      </p>
    </>
  );
}
