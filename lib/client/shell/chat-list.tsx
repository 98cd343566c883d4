"use client";

import { Archive, ArrowLeft } from "lucide-react";
import { useState } from "react";
import { ChatGroups } from "@/lib/client/shell/chat-groups";
import { useChats } from "@/lib/client/shell/chats-context";
import { SearchBox } from "@/lib/client/shell/search-box";
import { SearchResults } from "@/lib/client/shell/search-results";
import { useChatPages } from "@/lib/client/shell/use-chat-pages";
import { isSearch } from "@/lib/client/shell/use-search";
import { Button, IconButton } from "@/lib/client/ui/button";
import type { ChatView } from "@/lib/contracts/history";

/** The chats of the left column: a search over all of them, the list by day, the archive. */
export function ChatList({ onLeave }: { onLeave: () => void }) {
  const active = useChats();
  const [words, setWords] = useState("");
  const [view, setView] = useState<ChatView>("active");
  return (
    <>
      <SearchBox words={words} onWords={setWords} />
      {isSearch(words) ? (
        <SearchResults words={words} onLeave={onLeave} />
      ) : view === "archived" ? (
        <ArchiveList onLeave={onLeave} onBack={() => setView("active")} />
      ) : (
        <>
          <ChatGroups
            list={active}
            view="active"
            label="Chats"
            empty="Your chats will stand here."
            onLeave={onLeave}
          />
          {active.pages !== null && (
            <div className="px-2 pb-1">
              <Button
                look="quiet"
                className="w-full justify-start"
                onClick={() => setView("archived")}
              >
                <Archive className="size-4" aria-hidden="true" /> Archive
              </Button>
            </div>
          )}
        </>
      )}
    </>
  );
}

function ArchiveList({ onLeave, onBack }: { onLeave: () => void; onBack: () => void }) {
  const archived = useChatPages("archived");
  return (
    <>
      <div className="flex items-center gap-1 px-2 pb-1">
        <IconButton label="Back to the chats" onClick={onBack}>
          <ArrowLeft className="size-4" aria-hidden="true" />
        </IconButton>
        <h2 className="text-label font-medium">Archive</h2>
      </div>
      <ChatGroups
        list={archived}
        view="archived"
        label="Archived chats"
        empty="Nothing is archived. Archive a chat from its menu to put it here."
        onLeave={onLeave}
      />
    </>
  );
}
