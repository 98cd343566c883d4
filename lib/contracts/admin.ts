import { z } from "zod";

/** What the admin's pages show and send. None of it holds a word, title, name or pixel of a chat. */

const place = z
  .string()
  .max(80)
  .regex(/^[0-9a-zA-Z:._-]+$/);

/** The query of /admin/users. `after`: `next` of the page before. */
export const listUsersSchema = z.object({
  q: z.string().trim().max(254).optional().catch(undefined),
  kind: z.enum(["accounts", "guests", "admins", "disabled"]).optional().catch(undefined),
  after: z.uuid().optional().catch(undefined),
});
export type ListUsers = z.infer<typeof listUsersSchema>;

export type UserRow = {
  id: string;
  /** Null for a guest. */
  email: string | null;
  admin: boolean;
  createdAt: string;
  disabledAt: string | null;
  /** When the newest of the open sessions was opened; null where there is none. */
  signedInAt: string | null;
  sessions: number;
  chats: number;
  /** The admin who looks. */
  self: boolean;
};
export type UserPage = { users: UserRow[]; next: string | null };

/** PATCH /api/admin/users/:id (204). */
export const changeUserSchema = z.union([
  z.strictObject({ role: z.enum(["user", "admin"]) }),
  z.strictObject({ disabled: z.boolean() }),
]);
export type ChangeUser = z.infer<typeof changeUserSchema>;

export type LimitRow = {
  name: string;
  value: number;
  /** What holds where no admin set another. */
  fallback: number;
  least: number;
  most: number;
  /** The window in seconds; null where it counts what is there now. */
  windowSeconds: number | null;
  changedAt: string | null;
};

/** PUT /api/admin/limits/:name (204); DELETE brings the default back (204). */
export const changeLimitSchema = z.object({
  value: z
    .number({ message: "A whole number is needed." })
    .int({ message: "A whole number is needed." }),
});
export type ChangeLimit = z.infer<typeof changeLimitSchema>;

export const listStorageSchema = z.object({ after: place.optional().catch(undefined) });
export type ListStorage = z.infer<typeof listStorageSchema>;

/** Bytes everywhere. */
export type StoragePage = {
  /** Of picture files; the same picture of two people is one file. */
  stored: number;
  pictures: number;
  database: number;
  disk: { free: number; total: number };
  people: { id: string; email: string | null; pictures: number; bytes: number }[];
  next: string | null;
};

export type ModelFileRow = { path: string; bytes: number; sha256: string };
export type WorkerRow = {
  name: string;
  model: string | null;
  warm: boolean;
  problem: string | null;
  backend: string | null;
  tokensPerSecond: number | null;
  startedAt: string;
};
/** Of answers that ended in the last day, in seconds; null where there was none. */
export type Speed = {
  answers: number;
  wait: { median: number; p95: number } | null;
  answer: { median: number; p95: number } | null;
};
export type ModelsPage = {
  model: { name: string; version: string; files: ModelFileRow[] } | null;
  workers: WorkerRow[];
  speed: Speed;
};

export type QueuePage = {
  waiting: number;
  running: number;
  /** Seconds; null where nothing waits. */
  oldestSeconds: number | null;
  most: number;
  mostOfOne: number;
  people: { id: string; email: string | null; waiting: number; running: number }[];
};

const time = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/)
  .refine((text) => !Number.isNaN(Date.parse(text)))
  .optional()
  .catch(undefined);

/** The query of /admin/audit; times are UTC, days or minutes. */
export const listAuditSchema = z.object({
  /** An e-mail address or the id of a person: what they did, and what was done to them. */
  person: z.string().trim().max(254).optional().catch(undefined),
  action: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional()
    .catch(undefined),
  /** The id of what it was done to. */
  thing: z.string().trim().max(80).optional().catch(undefined),
  from: time,
  to: time,
  after: place.optional().catch(undefined),
});
export type ListAudit = z.infer<typeof listAuditSchema>;

export type AuditRow = {
  id: string;
  at: string;
  action: string;
  /** Null: nobody's, or somebody's who is gone. */
  personId: string | null;
  email: string | null;
  subject: string | null;
  /** The e-mail of the account that it was done to, where it is one. */
  subjectEmail: string | null;
  address: string | null;
  detail: Record<string, string | number | boolean>;
};
export type AuditPage = { rows: AuditRow[]; actions: string[]; next: string | null };
