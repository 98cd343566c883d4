import Link from "next/link";
import type { ReactNode } from "react";

/** The address of the model's figures, for one kind of picture by its id or for all. */
export function modelHref(modality: string | null): string {
  return modality === null
    ? "/about/model"
    : `/about/model?modality=${encodeURIComponent(modality)}`;
}

/** Leads to what was measured for this kind of picture. */
export function ModelLink({
  modality,
  children = "how well it does",
}: {
  modality: string | null;
  children?: ReactNode;
}) {
  return (
    <Link
      href={modelHref(modality)}
      className="rounded-card text-quiet underline decoration-line underline-offset-2 hover:text-text"
    >
      {children}
    </Link>
  );
}
