"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Composer } from "@/lib/client/chat/composer";
import { DropVeil } from "@/lib/client/chat/drop-veil";
import { putWaiting, useWaiting } from "@/lib/client/chat/outbox";
import { leaveQuestion } from "@/lib/client/chat/pending-question";
import { questionMessage } from "@/lib/client/chat/question-message";
import { questionOf } from "@/lib/client/chat/turn-transport";
import { firstPictureOf } from "@/lib/client/chat/use-attachments";
import { useComposer } from "@/lib/client/chat/use-composer";
import { WaitingHere } from "@/lib/client/chat/waiting-here";
import { useAudience } from "@/lib/client/shell/audience-context";
import { useShortcuts } from "@/lib/client/shortcuts/run-shortcut";
import { AudienceChoice } from "@/lib/client/start/audience-choice";
import { PrivacyNote } from "@/lib/client/start/privacy-note";
import { SampleGrid } from "@/lib/client/start/sample-grid";
import { StarterList } from "@/lib/client/start/starter-list";
import { type Starter, startersFor } from "@/lib/client/start/starters";
import { useSamples } from "@/lib/client/start/use-samples";
import { StandingLine } from "@/lib/client/ui/standing-line";
import type { Picture } from "@/lib/client/viewer/picture-pane";

/** The start page: what this is, for whom, a picture, a question. */
export function StartScreen() {
  const router = useRouter();
  const { audience, chosen } = useAudience();
  const [wasChosen] = useState(chosen);
  /** The chat whose first question waits on this page for the connection. */
  const [waitsHere, setWaitsHere] = useState<string | null>(null);
  const composer = useComposer(null);
  const samples = useSamples();
  const { attachments } = composer;

  /** Without a connection there is no way to the chat's page: the question waits on this one. */
  const waitHere = (chatId: string, text: string, pictures: Picture[]) => {
    const message = questionMessage(text, pictures, audience);
    const question = questionOf(message, audience);
    const asked = { chatId, question, pictures, at: Date.now() };
    putWaiting({ ...asked, tryingUntil: 0, refused: null });
    composer.write("");
    attachments.clear();
    setWaitsHere(chatId);
  };
  const waiting = useWaiting();
  const here = waiting.find(({ chatId }) => chatId === waitsHere) ?? null;
  const gone = waitsHere !== null && here === null;
  useEffect(() => {
    if (gone && waitsHere !== null) router.push(`/chat/${waitsHere}`);
  }, [gone, waitsHere, router]);
  useShortcuts({ composer: composer.focus });

  const ask = (text: string, pictures: Picture[]) => {
    const chatId = crypto.randomUUID();
    if (!navigator.onLine) {
      waitHere(chatId, text, pictures);
      return;
    }
    leaveQuestion(chatId, { text, pictures });
    router.push(`/chat/${chatId}`);
  };
  const start = async ({ question, sample }: Starter) => {
    if (sample === null) {
      composer.fill(question);
      return;
    }
    const info = await attachments.addSample(sample.name, sample.title);
    if (info === null) composer.fill(question);
    else ask(question, [firstPictureOf(info)]);
  };

  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto grid w-full max-w-[44rem] gap-8 px-4 py-8 sm:py-12">
        <header className="grid gap-2">
          <h1 className="text-title font-semibold tracking-tight">Ask about a medical picture</h1>
          <p>
            A small model, trained for this and running on this server alone, looks at your picture,
            marks what it finds and says how often such marks were right on test pictures.
          </p>
          <p className="text-quiet">
            It is no doctor: it knows few kinds of picture, it misses things, and it never replaces
            a reading by a person.
          </p>
        </header>
        {!wasChosen && <AudienceChoice />}
        <section aria-labelledby="ask" className="grid gap-3">
          <h2 id="ask" className="text-label font-medium">
            Your picture{" "}
            <span className="font-normal text-quiet">add it, drop it anywhere or paste it</span>
          </h2>
          <Composer
            text={composer.text}
            onText={composer.write}
            attachments={attachments}
            onSend={() => ask(composer.text.trim(), attachments.pictures)}
            running={false}
            blocked={here !== null}
            stopping={false}
            onStop={() => undefined}
            placeholder="Add a picture, then ask"
            focusKey={composer.focusKey}
          />
          <WaitingHere
            waiting={here}
            onTakeBack={(text, pictures) => {
              setWaitsHere(null);
              composer.giveBack(text, pictures);
            }}
          />
          <PrivacyNote />
        </section>
        <StarterList
          starters={startersFor(audience, samples)}
          onStart={(starter) => void start(starter)}
        />
        <SampleGrid
          samples={samples}
          onTake={(sample) => {
            void attachments.addSample(sample.name, sample.title);
            composer.fill(composer.text === "" ? sample.question : composer.text);
          }}
        />
        <StandingLine />
      </div>
      <DropVeil visible={composer.dragging} />
    </main>
  );
}
