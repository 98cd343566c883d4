import { z } from "zod";

export type JobState = "queued" | "running" | "done" | "failed";

/** How far a job is: things done, of how many (0 while they are counted). */
export type JobProgress = {
  state: JobState;
  done: number;
  total: number;
  /** A sentence for the person when the state is failed. */
  error: string | null;
  createdAt: string;
};

/**
 * GET /api/exports: the exports of everything that this account asked for, newest first.
 * POST asks for one (202). GET /api/exports/:id/file answers the file; DELETE /api/exports/:id
 * removes it, or ends the writing of it (204).
 */
export type ExportJob = JobProgress & {
  id: string;
  /** Size of the file, once it is written. */
  bytes: number | null;
  /** When the file goes. */
  expiresAt: string | null;
};

/** The words that a person types to delete the account. */
export const DELETION_WORDS = "delete my account";

/** POST /api/account/deletion: answers StartedDeletion, 202; every browser is signed out by it. */
export const deleteAccountSchema = z.object({
  /** Left out by an account that has none: then the browser must have signed in just now. */
  password: z.string().min(1).max(200).optional(),
  words: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.literal(DELETION_WORDS, { message: `Type the words “${DELETION_WORDS}” to go on.` })),
});
export type DeleteAccount = z.infer<typeof deleteAccountSchema>;
/** The token reads the deletion's progress, and nothing else. */
export type StartedDeletion = { token: string };

/** What a deletion removed, and the rows that still name the account: none. */
export const deletionReportSchema = z.object({
  chats: z.number().int(),
  pictures: z.number().int(),
  left: z.number().int(),
});
export type DeletionReport = z.infer<typeof deletionReportSchema>;

/** GET /api/deletions/:token. */
export type DeletionJob = JobProgress & { report: DeletionReport | null };
