import "server-only";

const minute = 60_000;

/** How often one person may do what: generous for hands, tight for scripts. */
export const LIMITS = {
  read: { name: "read", max: 600, windowMs: minute },
  search: { name: "search", max: 300, windowMs: minute },
  write: { name: "write", max: 120, windowMs: minute },
  upload: { name: "upload", max: 30, windowMs: minute },
  question: { name: "question", max: 60, windowMs: minute },
  stream: { name: "stream", max: 240, windowMs: minute },
  signIn: { name: "sign-in", max: 30, windowMs: 10 * minute },
  signUp: { name: "sign-up", max: 20, windowMs: 10 * minute },
  health: { name: "health", max: 1200, windowMs: minute },
} as const;
