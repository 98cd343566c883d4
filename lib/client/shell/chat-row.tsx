"use client";

import {
  Archive,
  ArchiveRestore,
  Copy,
  Download,
  Ellipsis,
  Link2,
  Pencil,
  Pin,
  PinOff,
  Trash2,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { IconButton } from "@/lib/client/ui/button";
import { Menu, MenuItem } from "@/lib/client/ui/menu";
import type { ChatSummary } from "@/lib/contracts/api";

/** One chat in the list: its title, that it runs, and what can be done with it. */
export function ChatRow({
  chat,
  onLeave,
  onRename,
  onPin,
  onCopy,
  onArchive,
  onShare,
  onExport,
  onDelete,
}: {
  chat: ChatSummary;
  onLeave: () => void;
  onRename: () => void;
  onPin: () => void;
  onCopy: () => void;
  onArchive: () => void;
  onShare: () => void;
  onExport: () => void;
  onDelete: () => void;
}) {
  const current = usePathname() === `/chat/${chat.id}`;
  const PinIcon = chat.pinned ? PinOff : Pin;
  const ArchiveIcon = chat.archived ? ArchiveRestore : Archive;
  return (
    <li
      className={`group relative flex h-10 items-center rounded-card ${current ? "bg-raised" : "hover:bg-raised"}`}
    >
      <Link
        href={`/chat/${chat.id}`}
        aria-current={current ? "page" : undefined}
        prefetch={false}
        title={chat.title}
        onClick={onLeave}
        className="flex h-10 min-w-0 flex-1 items-center gap-2 rounded-card px-2 text-label group-focus-within:pr-10 group-hover:pr-10 group-has-data-[state=open]:pr-10 [@media(hover:none)]:pr-11"
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
            className="absolute right-0 opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 data-[state=open]:opacity-100 [@media(hover:none)]:opacity-100"
          >
            <Ellipsis className="size-4" />
          </IconButton>
        }
      >
        {!chat.archived && (
          <MenuItem onSelect={onPin}>
            <PinIcon className="size-4" aria-hidden="true" /> {chat.pinned ? "Unpin" : "Pin"}
          </MenuItem>
        )}
        <MenuItem onSelect={onRename}>
          <Pencil className="size-4" aria-hidden="true" /> Rename
        </MenuItem>
        <MenuItem onSelect={onShare}>
          <Link2 className="size-4" aria-hidden="true" /> Share
        </MenuItem>
        <MenuItem onSelect={onExport}>
          <Download className="size-4" aria-hidden="true" /> Export
        </MenuItem>
        <MenuItem onSelect={onCopy}>
          <Copy className="size-4" aria-hidden="true" /> Copy as text
        </MenuItem>
        <MenuItem onSelect={onArchive}>
          <ArchiveIcon className="size-4" aria-hidden="true" />{" "}
          {chat.archived ? "Back to the list" : "Archive"}
        </MenuItem>
        <MenuItem danger onSelect={onDelete}>
          <Trash2 className="size-4" aria-hidden="true" /> Delete
        </MenuItem>
      </Menu>
    </li>
  );
}
