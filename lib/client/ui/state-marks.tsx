import clsx from "clsx";
import type { ReactNode } from "react";

/** The marks of the states that are not success. Drawn on 20 px with a 1.5 px line. */
export type StateMarkKind =
  | "nothing"
  | "could-not"
  | "unsupported"
  | "stopped"
  | "interrupted"
  | "waiting"
  | "error"
  | "emergency"
  | "withheld"
  | "differs";

const SHAPES: Record<StateMarkKind, ReactNode> = {
  nothing: <circle cx="10" cy="10" r="6.5" />,
  "could-not": <circle cx="10" cy="10" r="6.5" strokeDasharray="6.2 4" strokeDashoffset="3" />,
  unsupported: (
    <>
      <rect x="3.5" y="4.5" width="13" height="11" rx="1.5" />
      <path d="m6 13 3-3.5 2.2 2.4 1.6-1.6L15 13" />
      <path d="M3 17.5 17 2.5" />
    </>
  ),
  stopped: <rect x="5" y="5" width="10" height="10" rx="1" fill="currentColor" />,
  interrupted: <path d="M2.5 10h3l2-4.5 3 9 3-9 2 4.5h2" />,
  waiting: (
    <g fill="currentColor" stroke="none">
      <circle className="breathe" cx="4.5" cy="10" r="1.6" />
      <circle className="breathe [animation-delay:200ms]" cx="10" cy="10" r="1.6" />
      <circle className="breathe [animation-delay:400ms]" cx="15.5" cy="10" r="1.6" />
    </g>
  ),
  error: (
    <>
      <path d="M10 3.5 17.5 16.5h-15z" />
      <path d="M10 8.5v3.5M10 14.2v.3" />
    </>
  ),
  emergency: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M10 6v8M6 10h8" />
    </>
  ),
  withheld: (
    <>
      <path d="M3.5 6h13M3.5 14h8" />
      <path d="M3.5 10h13" strokeDasharray="2.4 2.4" />
    </>
  ),
  differs: <path d="M5 7.5h10M5 12.5h10M12.5 4l-5 12" />,
};

export function StateMark({ kind, className }: { kind: StateMarkKind; className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      className={clsx("shrink-0", !className?.includes("size-") && "size-5", className)}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {SHAPES[kind]}
    </svg>
  );
}
