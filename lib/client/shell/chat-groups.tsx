"use client";

import { useEffect, useState } from "react";
import { renameChat } from "@/lib/client/api/chats";
import { ExportDialog } from "@/lib/client/share/export-dialog";
import { ShareDialog } from "@/lib/client/share/share-dialog";
import { ChatRow } from "@/lib/client/shell/chat-row";
import { groupChats } from "@/lib/client/shell/group-chats";
import { RenameDialog } from "@/lib/client/shell/rename-dialog";
import { useChatActions } from "@/lib/client/shell/use-chat-actions";
import type { ChatPagesControl } from "@/lib/client/shell/use-chat-pages";
import { useScrollWindow } from "@/lib/client/shell/use-scroll-window";
import { ROW, windowOf } from "@/lib/client/shell/window-of";
import { Button } from "@/lib/client/ui/button";
import type { ChatSummary } from "@/lib/contracts/api";
import type { ChatView } from "@/lib/contracts/history";

/** The next page is read when less than this many pixels are left below. */
const AHEAD = 1200;

/** A list of chats: pinned ones on top, then by day; only what can be seen is drawn. */
export function ChatGroups({
  list,
  view,
  label,
  empty,
  onLeave,
}: {
  list: ChatPagesControl;
  view: ChatView;
  label: string;
  empty: string;
  onLeave: () => void;
}) {
  const { pages, failed, refresh, more } = list;
  const { ref, top, height } = useScrollWindow();
  const actions = useChatActions(list, view);
  const [renaming, setRenaming] = useState<ChatSummary | null>(null);
  const [sharing, setSharing] = useState<ChatSummary | null>(null);
  const [exporting, setExporting] = useState<ChatSummary | null>(null);
  const { pinned = [], chats = [], next = null } = pages ?? {};
  const groups = groupChats(chats, new Date());
  if (pinned.length > 0) groups.unshift({ name: "Pinned", chats: pinned });
  const windows = windowOf(groups, top, height);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a place and each page ask anew
  useEffect(() => {
    const element = ref.current;
    if (element === null || next === null || failed) return;
    if (element.scrollHeight - element.scrollTop - element.clientHeight < AHEAD) more();
  }, [ref, top, height, next, failed, more, chats.length]);

  return (
    <>
      <nav
        ref={ref}
        aria-label={label}
        className="relative min-h-0 flex-1 overflow-y-auto px-2 pb-2 [overflow-anchor:none]"
      >
        {pages === null && !failed && <Reading />}
        {pages !== null && groups.length === 0 && (
          <p className="px-2 text-label text-quiet">{empty}</p>
        )}
        {groups.map((group, index) => {
          const { first = 0, end = 0 } = windows[index] ?? {};
          return (
            <section key={group.name} aria-label={group.name} className="mb-3">
              <h2 className="h-7 px-2 py-1 text-label text-quiet">{group.name}</h2>
              <ul
                style={{
                  paddingTop: first * ROW,
                  paddingBottom: (group.chats.length - end) * ROW,
                }}
              >
                {group.chats.slice(first, end).map((chat) => (
                  <ChatRow
                    key={chat.id}
                    chat={chat}
                    onLeave={onLeave}
                    onRename={() => setRenaming(chat)}
                    onPin={() => void actions.pin(chat)}
                    onCopy={() => void actions.copy(chat)}
                    onArchive={() => void actions.archive(chat)}
                    onShare={() => setSharing(chat)}
                    onExport={() => setExporting(chat)}
                    onDelete={() => {
                      onLeave();
                      void actions.remove(chat);
                    }}
                  />
                ))}
              </ul>
            </section>
          );
        })}
        {failed && (
          <div className="grid gap-2 px-2 text-label text-quiet" role="alert">
            <p>{pages === null ? "The chats" : "Further chats"} could not be read.</p>
            <Button
              onClick={() => {
                refresh();
                more();
              }}
            >
              Try again
            </Button>
          </div>
        )}
      </nav>
      {sharing !== null && <ShareDialog chat={sharing} onClose={() => setSharing(null)} />}
      {exporting !== null && <ExportDialog chat={exporting} onClose={() => setExporting(null)} />}
      {renaming !== null && (
        <RenameDialog
          open
          title={renaming.title}
          onClose={() => setRenaming(null)}
          onRename={async (title) => {
            await renameChat(renaming.id, title);
            list.put({ ...renaming, title });
            refresh();
          }}
        />
      )}
    </>
  );
}

function Reading() {
  return (
    <div className="grid gap-2" role="status" aria-label="Reading the chats">
      {[0, 1, 2].map((line) => (
        <div key={line} className="h-8 rounded-card bg-raised breathe" />
      ))}
    </div>
  );
}
