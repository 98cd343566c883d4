import { spanWords } from "@/lib/client/admin/figures";
import type { LimitRow } from "@/lib/contracts/admin";

const WORDS: Record<string, string> = {
  "guest-turns": "Questions of one guest",
  "guest-turns@": "Questions of all guests of one address",
  question: "Questions of one person",
  "question@": "Questions from one address",
  upload: "Uploads of one person",
  "upload@": "Uploads from one address",
  "sign-in": "Sign-ins and password changes of one person",
  "sign-in@": "Sign-ins from one address",
  provider: "Sign-ins at the other provider by one person",
  "provider@": "Sign-ins at the other provider from one address",
  "sign-up": "Sign-ups by one guest",
  "sign-up@": "Sign-ups from one address",
  waiting: "Questions of everybody that wait or run",
  "waiting-of-one": "Questions of one person that wait or run",
};

/** What a limit bounds. */
export const limitWords = (name: string): string => WORDS[name] ?? name;

/** The time in which it counts: "in 24 h", or "at once". */
export const windowWords = ({ windowSeconds }: LimitRow): string =>
  windowSeconds === null ? "at once" : `in ${spanWords(windowSeconds)}`;
