import type { ReactNode } from "react";
import { StateMark, type StateMarkKind } from "@/lib/client/ui/state-marks";
import type { NoteKind } from "@/lib/contracts/message";

type Tone = "quiet" | "caution" | "danger";

const NOTES: Record<NoteKind, { mark: StateMarkKind; tone: Tone; title: string }> = {
  nothing: { mark: "nothing", tone: "quiet", title: "Found nothing" },
  "could-not-look": { mark: "could-not", tone: "caution", title: "Could not look" },
  "not-supported": { mark: "unsupported", tone: "caution", title: "Not supported" },
  withheld: { mark: "withheld", tone: "caution", title: "Something was withheld" },
  differs: { mark: "differs", tone: "caution", title: "Two readings differ" },
  emergency: { mark: "emergency", tone: "danger", title: "This may be an emergency" },
  "last-picture": { mark: "could-not", tone: "quiet", title: "Only the last picture" },
  dropped: { mark: "interrupted", tone: "quiet", title: "Earlier questions left out" },
};

const TONES: Record<Tone, { frame: string; ink: string }> = {
  quiet: { frame: "border-line", ink: "text-quiet" },
  caution: { frame: "border-caution/40", ink: "text-caution" },
  danger: { frame: "border-danger border-l-4 bg-panel", ink: "text-danger" },
};

/** A remark of code's own in an answer, with its mark. An emergency is announced at once. */
export function Note({ kind, children }: { kind: NoteKind; children: ReactNode }) {
  const { mark, tone, title } = NOTES[kind];
  const { frame, ink } = TONES[tone];
  return (
    <div
      role={kind === "emergency" ? "alert" : "note"}
      data-note={kind}
      className={`flex gap-3 rounded-card border px-3 py-3 ${frame}`}
    >
      <StateMark kind={mark} className={`mt-0.5 ${ink}`} />
      <div className="min-w-0">
        <p className={kind === "emergency" ? `text-label font-medium ${ink}` : "sr-only"}>
          {title}
        </p>
        <p>{children}</p>
      </div>
    </div>
  );
}
