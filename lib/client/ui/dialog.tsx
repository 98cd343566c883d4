"use client";

import clsx from "clsx";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";

type Form = "middle" | "large" | "bottom" | "left";

const FORMS: Record<Form, string> = {
  middle:
    "left-1/2 top-1/2 w-[min(26rem,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 rounded-card border bg-panel p-5 shadow-float fade-in",
  large:
    "inset-2 flex flex-col overflow-hidden rounded-card border bg-panel shadow-float fade-in sm:inset-6",
  bottom:
    "inset-x-0 bottom-0 h-[92dvh] overflow-hidden rounded-t-card border-t bg-surround shadow-float sheet-in",
  left: "inset-y-0 left-0 w-[min(300px,86vw)] border-r bg-panel shadow-float drawer-in",
};

/** Something that floats over the page and takes the keyboard until it is closed. */
export function Overlay({
  open,
  onOpenChange,
  title,
  form = "middle",
  titleHidden = false,
  className,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  form?: Form;
  titleHidden?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        {/* As high as what it dims: over a drawer, the order in the page decides. */}
        <Radix.Overlay className="fixed inset-0 z-50 bg-surround/50 fade-in" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            if (form === "middle") return;
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          className={clsx("fixed z-50 outline-none", FORMS[form], className)}
        >
          <Radix.Title className={titleHidden ? "sr-only" : "text-heading font-semibold"}>
            {title}
          </Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
