"use client";

import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";

const CONTENT =
  "z-50 min-w-44 rounded-card border bg-panel p-1 text-label text-text shadow-float float-in";
const ITEM =
  "flex min-h-9 pointer-coarse:min-h-10 w-full cursor-pointer select-none items-center gap-2 rounded-card px-2 outline-none " +
  "data-[highlighted]:bg-raised";

/** A menu that opens from the element given as `trigger`. */
export function Menu({
  trigger,
  children,
  align = "start",
}: {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
}) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align={align} sideOffset={4} collisionPadding={8} className={CONTENT}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuItem({
  children,
  onSelect,
  danger = false,
}: {
  children: ReactNode;
  onSelect: () => void;
  danger?: boolean;
}) {
  return (
    <DropdownMenu.Item className={`${ITEM} ${danger ? "text-danger" : ""}`} onSelect={onSelect}>
      {children}
    </DropdownMenu.Item>
  );
}

/** Choices of which one holds. */
export function MenuChoices<T extends string>({
  value,
  onChange,
  choices,
}: {
  value: T;
  onChange: (value: T) => void;
  choices: { value: T; label: string; hint?: string }[];
}) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
      {choices.map((choice) => (
        <DropdownMenu.RadioItem key={choice.value} value={choice.value} className={`${ITEM} py-1`}>
          <span className="flex size-4 items-center">
            <DropdownMenu.ItemIndicator>
              <Check className="size-4" />
            </DropdownMenu.ItemIndicator>
          </span>
          <span>
            <span className="block">{choice.label}</span>
            {choice.hint !== undefined && <span className="block text-quiet">{choice.hint}</span>}
          </span>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}
