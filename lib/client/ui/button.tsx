import clsx from "clsx";
import type { ComponentProps } from "react";

type Look = "accent" | "plain" | "quiet" | "danger" | "danger-plain";

const LOOKS: Record<Look, string> = {
  accent: "bg-accent text-page hover:opacity-90",
  plain: "border bg-panel text-text hover:bg-raised",
  quiet: "text-quiet hover:bg-raised hover:text-text",
  danger: "bg-danger text-page hover:opacity-90",
  /** Leads to something that cannot be undone, and asks first. */
  "danger-plain": "border bg-panel text-danger hover:bg-raised",
};

const BASE =
  "inline-flex shrink-0 items-center justify-center gap-2 rounded-card text-label font-medium " +
  "transition-[background-color,opacity,color] duration-150 disabled:opacity-50";

/** The classes of a button, for a link that looks like one. */
export function buttonClass(look: Look = "plain", className?: string): string {
  return clsx(BASE, LOOKS[look], "min-h-9 pointer-coarse:min-h-10 px-3 py-1.5", className);
}

export function Button({
  look = "plain",
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & { look?: Look }) {
  return <button type={type} className={buttonClass(look, className)} {...rest} />;
}

/** A square button with an icon alone; its label is read and shown on hover. */
export function IconButton({
  look = "quiet",
  label,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & { look?: Look; label: string }) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={clsx(BASE, LOOKS[look], "size-9 pointer-coarse:size-10", className)}
      {...rest}
    />
  );
}
