"use client";

import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { deleteChat, renameChat } from "@/lib/client/api/chats";
import { forgetSession } from "@/lib/client/chat/session";
import { useChats } from "@/lib/client/shell/chats-context";
import { DeleteDialog } from "@/lib/client/shell/delete-dialog";
import { RenameDialog } from "@/lib/client/shell/rename-dialog";
import { IconButton } from "@/lib/client/ui/button";
import { Menu, MenuItem } from "@/lib/client/ui/menu";
import type { ChatSummary } from "@/lib/contracts/api";

/** One chat in the list: its title, that it runs, and what can be done with it. */
export function ChatRow({ chat, onLeave }: { chat: ChatSummary; onLeave: () => void }) {
  const { refresh } = useChats();
  const router = useRouter();
  const current = usePathname() === `/chat/${chat.id}`;
  const [asking, setAsking] = useState<"delete" | "rename" | null>(null);
  return (
    <li
      className={`group relative flex items-center rounded-card ${current ? "bg-raised" : "hover:bg-raised"}`}
    >
      <Link
        href={`/chat/${chat.id}`}
        aria-current={current ? "page" : undefined}
        onClick={onLeave}
        className="flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-card px-2 text-label"
      >
        {chat.running && (
          <span className="size-2 shrink-0 rounded-full bg-accent breathe">
            <span className="sr-only">Being answered: </span>
          </span>
        )}
        <span className="truncate">{chat.title}</span>
      </Link>
      <Menu
        align="end"
        trigger={
          <IconButton
            label={`More for ${chat.title}`}
            className="opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 data-[state=open]:opacity-100 [@media(hover:none)]:opacity-100"
          >
            <Ellipsis className="size-4" />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => setAsking("rename")}>
          <Pencil className="size-4" aria-hidden="true" /> Rename
        </MenuItem>
        <MenuItem danger onSelect={() => setAsking("delete")}>
          <Trash2 className="size-4" aria-hidden="true" /> Delete
        </MenuItem>
      </Menu>
      <RenameDialog
        open={asking === "rename"}
        title={chat.title}
        onClose={() => setAsking(null)}
        onRename={async (title) => {
          await renameChat(chat.id, title);
          refresh();
        }}
      />
      <DeleteDialog
        open={asking === "delete"}
        title={chat.title}
        onClose={() => setAsking(null)}
        onDelete={async () => {
          await deleteChat(chat.id);
          forgetSession(chat.id);
          refresh();
          if (current) router.push("/");
        }}
      />
    </li>
  );
}
