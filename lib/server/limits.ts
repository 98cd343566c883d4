import "server-only";
import type { Limit } from "./limit";

const minute = 60_000;

/**
 * `max` is for one person. With `perAddress` the count is shared by all web servers, and one address
 * may do it that often too, with however many guests and accounts.
 */
export type NamedLimit = Limit & { name: string; perAddress?: number };

/** How often one person may do what: generous for hands, tight for scripts. */
export const LIMITS = {
  read: { name: "read", max: 600, windowMs: minute },
  search: { name: "search", max: 300, windowMs: minute },
  write: { name: "write", max: 120, windowMs: minute },
  upload: { name: "upload", max: 30, windowMs: minute, perAddress: 120 },
  look: { name: "look", max: 60, windowMs: minute, perAddress: 240 },
  question: { name: "question", max: 60, windowMs: minute, perAddress: 240 },
  stream: { name: "stream", max: 240, windowMs: minute },
  share: { name: "share", max: 240, windowMs: minute },
  /** Files that are made on the spot: a PDF takes a processor for a second or two. */
  download: { name: "download", max: 30, windowMs: minute, perAddress: 120 },
  export: { name: "export", max: 6, windowMs: 60 * minute, perAddress: 60 },
  signIn: { name: "sign-in", max: 30, windowMs: 10 * minute, perAddress: 60 },
  deletion: { name: "deletion", max: 20, windowMs: 10 * minute, perAddress: 60 },
  provider: { name: "provider", max: 30, windowMs: 10 * minute, perAddress: 60 },
  signUp: { name: "sign-up", max: 20, windowMs: 10 * minute, perAddress: 60 },
  admin: { name: "admin", max: 300, windowMs: minute },
  metrics: { name: "metrics", max: 120, windowMs: minute },
  health: { name: "health", max: 1200, windowMs: minute },
} as const satisfies Record<string, NamedLimit>;
