"use client";

import { LinkList } from "@/lib/client/share/link-list";
import { useLinks } from "@/lib/client/share/use-links";
import { Button } from "@/lib/client/ui/button";

/** The links that lead into any of this account's chats. */
export function SharedLinks() {
  const { links, failed, load, takeBack } = useLinks();
  return (
    <section aria-labelledby="links" className="grid gap-2">
      <h2 id="links" className="text-heading font-semibold">
        Links that you shared
      </h2>
      {failed && (
        <div role="alert" className="flex items-center justify-between gap-2">
          <p className="text-quiet">The links could not be read.</p>
          <Button onClick={() => void load()}>Try again</Button>
        </div>
      )}
      {links?.length === 0 && (
        <p className="text-quiet">None. A chat is shared by its menu in the list of chats.</p>
      )}
      {links !== null && <LinkList links={links} titles onTakeBack={takeBack} />}
    </section>
  );
}
