"use client";

import { usePathname } from "next/navigation";
import { type ComponentProps, useEffect } from "react";
import { CardTitles } from "@/lib/client/learn/card-titles";
import { allowStyles } from "@/lib/client/shell/allow-styles";
import { Shell } from "@/lib/client/shell/shell";

/** Pages that stand alone: they are for whoever has their address, whose chats they don't show. */
const ALONE = /^\/(share|deletion)\//;

/** What stands around a page: the chats and settings, or nothing. */
export function Frame(props: ComponentProps<typeof Shell>) {
  return ALONE.test(usePathname()) ? <Bare {...props} /> : <Shell {...props} />;
}

function Bare({ nonce, titles, children }: ComponentProps<typeof Shell>) {
  useEffect(() => allowStyles(nonce), [nonce]);
  return (
    <div className="flex h-dvh min-h-0 flex-col">
      <CardTitles titles={titles}>{children}</CardTitles>
    </div>
  );
}
