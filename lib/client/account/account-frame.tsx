import type { ReactNode } from "react";

/** A narrow page with a heading, a form and what went wrong. */
export function AccountFrame({
  title,
  lead,
  error,
  footer,
  children,
}: {
  title: string;
  lead: string;
  error: string | null;
  footer: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="grid min-h-0 flex-1 place-items-center overflow-y-auto p-4">
      <div className="grid w-full max-w-[24rem] gap-6">
        <header className="grid gap-1">
          <h1 className="text-title font-semibold tracking-tight">{title}</h1>
          <p className="text-quiet">{lead}</p>
        </header>
        {error !== null && (
          <p role="alert" className="rounded-card border border-danger/50 px-3 py-2 text-danger">
            {error}
          </p>
        )}
        {children}
        <p className="text-label text-quiet">{footer}</p>
      </div>
    </main>
  );
}
