"use client";

import { ChartNoAxesColumn, CircleUser, Keyboard, Plus } from "lucide-react";
import Link from "next/link";
import { modelHref } from "@/lib/client/learn/model/model-link";
import { AudienceMenu } from "@/lib/client/shell/audience-menu";
import { ChatList } from "@/lib/client/shell/chat-list";
import type { Theme } from "@/lib/client/shell/preferences";
import { ThemeMenu } from "@/lib/client/shell/theme-menu";
import { useVisitor } from "@/lib/client/shell/visitor-context";
import { runShortcut } from "@/lib/client/shortcuts/run-shortcut";
import { buttonClass, IconButton } from "@/lib/client/ui/button";

/** The left column: new chat, the chats, for whom, the account. */
export function Sidebar({
  theme,
  onLeave,
}: {
  theme: Theme;
  /** A link was followed: where the column is a drawer, it closes. */
  onLeave: () => void;
}) {
  const visitor = useVisitor();
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center justify-between gap-2 p-3">
        <Link
          href="/"
          onClick={onLeave}
          className="flex items-center gap-2 rounded-card font-semibold"
        >
          <img src="/icon.svg" alt="" className="size-6" />
          EVLF Chat
        </Link>
        <Link href="/" onClick={onLeave} className={buttonClass("plain")}>
          <Plus className="size-4" aria-hidden="true" /> New
        </Link>
      </div>
      <ChatList onLeave={onLeave} />
      <div className="mt-auto grid gap-1 border-t p-2">
        <div className="flex items-center justify-between">
          <AudienceMenu />
          <span className="flex">
            <IconButton
              label="Keys"
              aria-keyshortcuts="?"
              className="[@media(hover:none)]:hidden"
              onClick={() => runShortcut("help")}
            >
              <Keyboard className="size-4" aria-hidden="true" />
            </IconButton>
            <ThemeMenu initial={theme} />
          </span>
        </div>
        <Link
          href={modelHref(null)}
          onClick={onLeave}
          className={buttonClass("quiet", "justify-start")}
        >
          <ChartNoAxesColumn className="size-4" aria-hidden="true" /> How well it does
        </Link>
        <Link
          href={visitor.email === null ? "/sign-in" : "/account"}
          onClick={onLeave}
          className={buttonClass("quiet", "min-w-0 shrink justify-start")}
        >
          <CircleUser className="size-4" aria-hidden="true" />
          <span className="truncate">{visitor.email ?? "Guest · sign in"}</span>
        </Link>
      </div>
    </div>
  );
}
