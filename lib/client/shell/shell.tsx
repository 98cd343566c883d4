"use client";

import { Menu as MenuIcon, Plus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { CardTitles } from "@/lib/client/learn/card-titles";
import { allowStyles } from "@/lib/client/shell/allow-styles";
import { AudienceProvider } from "@/lib/client/shell/audience-context";
import { ChatsProvider } from "@/lib/client/shell/chats-context";
import type { Theme } from "@/lib/client/shell/preferences";
import { focusSearch } from "@/lib/client/shell/search-box";
import { Sidebar } from "@/lib/client/shell/sidebar";
import { useOutboxSender } from "@/lib/client/shell/use-outbox-sender";
import { type Visitor, VisitorProvider } from "@/lib/client/shell/visitor-context";
import { ShortcutKeys } from "@/lib/client/shortcuts/shortcut-keys";
import { IconButton } from "@/lib/client/ui/button";
import { Overlay } from "@/lib/client/ui/dialog";
import { Toasts } from "@/lib/client/ui/toasts";
import type { Audience } from "@/lib/contracts/audience";

/** The frame of every page: chats on the left (a drawer on a narrow window), the page beside. */
export function Shell({
  visitor,
  audience,
  theme,
  nonce,
  titles,
  children,
}: {
  visitor: Visitor;
  audience: Audience | null;
  theme: Theme;
  /** Of this page's Content-Security-Policy. */
  nonce: string;
  titles: Record<string, string>;
  children: ReactNode;
}) {
  const [drawer, setDrawer] = useState(false);
  useEffect(() => allowStyles(nonce), [nonce]);
  const close = () => setDrawer(false);
  const router = useRouter();
  const search = useCallback(() => {
    if (focusSearch()) return;
    setDrawer(true);
    // The drawer takes the keyboard first, when it has been drawn.
    requestAnimationFrame(() => requestAnimationFrame(focusSearch));
  }, []);
  useOutboxSender();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      if (event.altKey || event.shiftKey) return;
      event.preventDefault();
      search();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [search]);
  return (
    <VisitorProvider value={visitor}>
      <AudienceProvider initial={audience}>
        <Toasts>
          <ChatsProvider>
            <div className="flex h-dvh min-h-0">
              <aside
                aria-label="Chats and settings"
                className="hidden w-[260px] shrink-0 border-r bg-panel xl:block"
              >
                <Sidebar theme={theme} onLeave={close} />
              </aside>
              <div className="flex min-w-0 flex-1 flex-col">
                <header className="flex min-h-12 items-center justify-between gap-2 border-b bg-panel px-2 xl:hidden">
                  <IconButton label="Chats and settings" onClick={() => setDrawer(true)}>
                    <MenuIcon className="size-5" />
                  </IconButton>
                  <Link
                    href="/"
                    className="flex min-h-10 items-center gap-2 rounded-card font-semibold"
                  >
                    <img src="/icon.svg" alt="" className="size-6" />
                    EVLF Chat
                  </Link>
                  <Link
                    href="/"
                    aria-label="New chat"
                    className="grid size-9 pointer-coarse:size-10 place-items-center rounded-card text-quiet hover:bg-raised hover:text-text"
                  >
                    <Plus className="size-5" aria-hidden="true" />
                  </Link>
                </header>
                <CardTitles titles={titles}>{children}</CardTitles>
              </div>
            </div>
            <Overlay
              open={drawer}
              onOpenChange={setDrawer}
              title="Chats and settings"
              titleHidden
              form="left"
            >
              <Sidebar theme={theme} onLeave={close} />
            </Overlay>
            <ShortcutKeys onNew={() => router.push("/")} onSearch={search} />
          </ChatsProvider>
        </Toasts>
      </AudienceProvider>
    </VisitorProvider>
  );
}
