"use client";

import { type FormEvent, useId, useState } from "react";
import { makeLink } from "@/lib/client/api/shares";
import { LinkList } from "@/lib/client/share/link-list";
import { NewLink } from "@/lib/client/share/new-link";
import { useLinks } from "@/lib/client/share/use-links";
import { useAction } from "@/lib/client/shell/use-action";
import { Button } from "@/lib/client/ui/button";
import { Overlay } from "@/lib/client/ui/dialog";
import type { ChatSummary } from "@/lib/contracts/api";
import { MOST_LINKS, SHARE_DAYS } from "@/lib/contracts/share";

type Days = (typeof SHARE_DAYS)[number];
const daysWords = (days: Days): string => (days === 1 ? "1 day" : `${days} days`);

/** Makes a link to the branch that a chat shows now, and lists the links that lead into it. */
export function ShareDialog({ chat, onClose }: { chat: ChatSummary; onClose: () => void }) {
  const { links, failed, load, takeBack } = useLinks(chat.id);
  const [pictures, setPictures] = useState(false);
  const [days, setDays] = useState<Days>(7);
  const [made, setMade] = useState<{ id: string; address: string } | null>(null);
  const { busy, error, run } = useAction();
  const id = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await run(async () => {
      const link = await makeLink(chat.id, { pictures, days });
      setMade({ id: link.id, address: `${window.location.origin}/share/${link.token}` });
      await load();
    });
  };
  const full = (links?.length ?? 0) >= MOST_LINKS;
  return (
    <Overlay
      open
      onOpenChange={(open) => !open && onClose()}
      title="Share this chat"
      className="max-h-[90dvh] overflow-y-auto"
    >
      <div className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-4">
        <p className="text-quiet">
          Whoever has the link reads the title and the questions and answers that the chat shows
          now. What you ask later is not shown. You can take the link back at any time.
        </p>
        <form className="grid gap-3" onSubmit={(event) => void submit(event)}>
          <label className="flex min-h-9 pointer-coarse:min-h-10 items-start gap-2 py-1.5 pointer-coarse:py-2">
            <input
              type="checkbox"
              className="mt-1 size-4 shrink-0 accent-accent"
              checked={pictures}
              onChange={(event) => setPictures(event.target.checked)}
            />
            With the pictures
          </label>
          <div className="flex flex-wrap items-center justify-between gap-2">
            <label htmlFor={id} className="flex items-center gap-2">
              It ends after
              <select
                id={id}
                value={days}
                onChange={(event) => setDays(Number(event.target.value) as Days)}
                className="min-h-9 pointer-coarse:min-h-10 rounded-card border bg-panel px-2"
              >
                {SHARE_DAYS.map((each) => (
                  <option key={each} value={each}>
                    {daysWords(each)}
                  </option>
                ))}
              </select>
            </label>
            <Button type="submit" look="accent" className="ml-auto" disabled={busy || full}>
              Make a link
            </Button>
          </div>
          {full && (
            <p className="text-label text-quiet">
              {MOST_LINKS} links lead into this chat. Take one back to make another.
            </p>
          )}
          {error !== null && (
            <p role="alert" className="text-danger">
              {error}
            </p>
          )}
        </form>
        {made !== null && <NewLink address={made.address} />}
        {failed && (
          <div role="alert" className="flex items-center justify-between gap-2">
            <p className="text-quiet">The links could not be read.</p>
            <Button onClick={() => void load()}>Try again</Button>
          </div>
        )}
        {links !== null && links.length > 0 && (
          <section aria-label="Links into this chat" className="grid gap-2">
            <h3 className="text-label font-medium">Links into this chat</h3>
            <LinkList
              links={links}
              onTakeBack={async (link) => {
                await takeBack(link);
                if (made?.id === link) setMade(null);
              }}
            />
          </section>
        )}
        <Button className="justify-self-end" onClick={onClose}>
          Close
        </Button>
      </div>
    </Overlay>
  );
}
