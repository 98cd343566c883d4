"use client";

import { Search } from "lucide-react";
import { useState } from "react";
import { ChatRow } from "@/lib/client/shell/chat-row";
import { useChats } from "@/lib/client/shell/chats-context";
import { groupChats } from "@/lib/client/shell/group-chats";
import { Button } from "@/lib/client/ui/button";

/** Search becomes useful from this many chats on. */
const SEARCH_FROM = 4;

/** All chats by day, with a search over their titles. */
export function ChatList({ onLeave }: { onLeave: () => void }) {
  const { chats, failed, refresh } = useChats();
  const [search, setSearch] = useState("");
  if (chats === null)
    return failed ? (
      <div className="grid gap-2 px-3 text-label text-quiet">
        <p>The chats could not be read.</p>
        <Button onClick={refresh}>Try again</Button>
      </div>
    ) : (
      <div className="grid gap-2 px-3" role="status" aria-label="Reading the chats">
        {[0, 1, 2].map((line) => (
          <div key={line} className="h-8 rounded-card bg-raised breathe" />
        ))}
      </div>
    );
  const groups = groupChats(chats, search, new Date());
  return (
    <>
      {chats.length >= SEARCH_FROM && (
        <div className="mx-3 mb-2 flex items-center gap-2 rounded-card border px-2 focus-within:border-accent">
          <Search className="size-4 shrink-0 text-quiet" aria-hidden="true" />
          <input
            type="search"
            aria-label="Search chats by title"
            placeholder="Search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="min-h-9 min-w-0 flex-1 bg-transparent text-label outline-none placeholder:text-quiet"
          />
        </div>
      )}
      <nav aria-label="Chats" className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {chats.length === 0 && (
          <p className="px-2 text-label text-quiet">Your chats will stand here.</p>
        )}
        {chats.length > 0 && groups.length === 0 && (
          <p className="px-2 text-label text-quiet">No title has these words.</p>
        )}
        {groups.map((group) => (
          <section key={group.name} aria-label={group.name} className="mb-3">
            <h2 className="px-2 py-1 text-label text-quiet">{group.name}</h2>
            <ul>
              {group.chats.map((chat) => (
                <ChatRow key={chat.id} chat={chat} onLeave={onLeave} />
              ))}
            </ul>
          </section>
        ))}
      </nav>
    </>
  );
}
