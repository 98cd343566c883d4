import type { ReactNode } from "react";
import { StateMark, type StateMarkKind } from "@/lib/client/ui/state-marks";

/** A page that says one thing: what happened, and what to do. */
export function PlainPage({
  mark,
  tone,
  title,
  children,
  actions,
}: {
  mark: StateMarkKind;
  tone: string;
  title: string;
  children: ReactNode;
  actions: ReactNode;
}) {
  return (
    <main className="grid min-h-0 flex-1 place-items-center p-6">
      <div className="grid max-w-text justify-items-center gap-3 text-center">
        <StateMark kind={mark} className={`size-8 ${tone}`} />
        <h1 className="text-heading font-semibold">{title}</h1>
        <p className="text-balance text-quiet">{children}</p>
        <div className="flex flex-wrap justify-center gap-2">{actions}</div>
      </div>
    </main>
  );
}
