"use client";

import { useEffect, useState } from "react";
import { keepJson, keptJson } from "@/lib/client/chat/kept";
import { runShortcut, useShortcuts } from "@/lib/client/shortcuts/run-shortcut";
import { ShortcutSheet } from "@/lib/client/shortcuts/shortcut-sheet";
import { shortcutOf } from "@/lib/client/shortcuts/shortcuts";

const OFF = "shortcuts-off";

/** Listens for the single keys of the whole page, and shows the sheet that tells them. */
export function ShortcutKeys({ onNew, onSearch }: { onNew: () => void; onSearch: () => void }) {
  const [open, setOpen] = useState(false);
  const [off, setOff] = useState(false);
  useEffect(() => setOff(keptJson<boolean>(OFF) === true), []);
  useShortcuts({ help: () => setOpen(true), "new-chat": onNew, search: onSearch });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const shortcut = shortcutOf(event, event.target);
      // The way to the sheet stays, so that they can be switched on again.
      if (shortcut === null || (off && shortcut !== "help")) return;
      if (runShortcut(shortcut)) event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [off]);

  return (
    <ShortcutSheet
      open={open}
      onOpenChange={setOpen}
      off={off}
      onOff={(next) => {
        setOff(next);
        keepJson(OFF, next ? true : null);
      }}
    />
  );
}
