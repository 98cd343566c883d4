"use client";

import type { ReactNode } from "react";
import { Overlay } from "@/lib/client/ui/dialog";
import { useWide } from "@/lib/client/ui/use-wide";
import type { MarksViewControl } from "@/lib/client/viewer/use-marks-view";

/** The window is wide enough for a pane beside the conversation from here (CSS pixels). */
const PANE_FROM = 1024;

/** Where a chat's pictures stand: a pane on a wide window, a sheet that can be closed on a narrow one. */
export function PicturePlace({
  view,
  children,
}: {
  view: Pick<MarksViewControl, "sheetOpen" | "closeSheet">;
  children: (onClose?: () => void) => ReactNode;
}) {
  const wide = useWide(PANE_FROM);
  if (wide)
    return (
      <aside aria-label="Picture" className="w-[45vw] shrink-0 border-l">
        {children()}
      </aside>
    );
  return (
    <Overlay
      open={view.sheetOpen}
      onOpenChange={(open) => !open && view.closeSheet()}
      title="Picture"
      titleHidden
      form="bottom"
    >
      {children(view.closeSheet)}
    </Overlay>
  );
}
