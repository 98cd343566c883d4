"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { saveAudience } from "@/lib/client/api/me";
import { AUDIENCE_COOKIE, keepCookie } from "@/lib/client/shell/preferences";
import type { Audience } from "@/lib/contracts/audience";

type AudienceControl = {
  audience: Audience;
  /** Whether the person has chosen, or it is the first visit. */
  chosen: boolean;
  choose: (audience: Audience) => void;
};

const AudienceContext = createContext<AudienceControl | null>(null);

/** Names and what each choice means. */
export const AUDIENCES: { value: Audience; label: string; hint: string }[] = [
  { value: "patient", label: "Patient", hint: "Plain words, a next step" },
  { value: "student", label: "Student", hint: "Look first, then the answer" },
  { value: "clinician", label: "Clinician", hint: "Finding first, no preamble" },
];

/** Keeps for whom answers are written: in this browser at once, with the person's account after. */
export function AudienceProvider({
  initial,
  children,
}: {
  initial: Audience | null;
  children: ReactNode;
}) {
  const [audience, setAudience] = useState(initial);
  const choose = useCallback((next: Audience) => {
    setAudience(next);
    keepCookie(AUDIENCE_COOKIE, next);
    saveAudience(next).catch(() => undefined);
  }, []);
  const control = useMemo(
    () => ({ audience: audience ?? "patient", chosen: audience !== null, choose }),
    [audience, choose],
  );
  return <AudienceContext value={control}>{children}</AudienceContext>;
}

/** For whom answers are written, and how to change it. */
export function useAudience(): AudienceControl {
  const control = useContext(AudienceContext);
  if (control === null) throw new Error("useAudience needs AudienceProvider above it");
  return control;
}
