import "server-only";
import { randomBytes } from "node:crypto";
import { VlmError, type VlmErrorCode } from "@/lib/vlm/errors";
import { isDatabaseDown, isDiskFull } from "./database-errors";

/**
 * Every code that an answer can carry, with its HTTP status. When each is thrown:
 * - bad-input: the body, the query or the address doesn't fit its schema.
 * - unauthenticated: the request needs a guest or an account and has neither.
 * - wrong-credentials: e-mail and password don't belong together.
 * - foreign-origin: a page of another site sent the request.
 * - not-found: no such thing, or it belongs to somebody else.
 * - common-password: a new password is one that many people use.
 * - email-taken: an account with this e-mail exists.
 * - account-disabled: an admin has switched the account off.
 * - own-account: what an admin can't do to the account that they use.
 * - not-an-account: what can be done to an account only was asked for a guest.
 * - last-way-in: a way to sign in can't be taken away, there is no other.
 * - provider-down: the provider that people sign in at does not answer.
 * - too-many-pinned: as many chats are pinned as may be.
 * - too-many-links: as many links lead into the chat as may.
 * - job-running: an export or the deletion of the account is under way.
 * - picture-sent: a picture that a question shows already can't be changed or removed by itself.
 * - turn-running: the chat's last question is still being answered.
 * - turn-ended: the answer is in no state for what was asked of it.
 * - model-changed: a continued answer does not come out as it was shown before.
 * - too-many-versions: a question, or an answer, has as many siblings as it may.
 * - log-gone: the turn ended over ten minutes ago and only part of its log was asked for.
 * - body-too-large: more bytes than the route takes.
 * - rate-limited: too many requests of this kind in a short time.
 * - guest-allowance: a guest, or all guests of an address, asked as much as they may in a day.
 * - too-many-questions: eight questions of this person wait or run.
 * - queue-full (also from the model): too many questions of everybody wait.
 * - disk-full, database-down: the machine can't keep what was sent.
 * - upload-cut, upload-stalled: the connection ended, or sent nothing for half a minute, before the
 *   whole file was here.
 * - quota-reached: the person keeps as many pictures, or bytes of them, as one person may.
 * - decoders-busy: more pictures wait to be read than may.
 * - image-too-slow, image-too-heavy, image-broke-reader: reading the picture took more time or
 *   memory than it may, or ended the process that read it.
 * - internal: a bug; the log has it under the code's number.
 * - image-*, model-*, aborted: see lib/vlm/errors.ts.
 */
export const HTTP_STATUS = {
  "bad-input": 400,
  unauthenticated: 401,
  "wrong-credentials": 401,
  "foreign-origin": 403,
  "not-found": 404,
  "common-password": 400,
  "email-taken": 409,
  "account-disabled": 403,
  "own-account": 409,
  "not-an-account": 409,
  "last-way-in": 409,
  "provider-down": 503,
  "too-many-pinned": 409,
  "too-many-links": 409,
  "job-running": 409,
  "picture-sent": 409,
  "turn-running": 409,
  "turn-ended": 409,
  "model-changed": 409,
  "too-many-versions": 409,
  "log-gone": 410,
  "body-too-large": 413,
  "rate-limited": 429,
  "guest-allowance": 429,
  "too-many-questions": 429,
  "disk-full": 507,
  "database-down": 503,
  "upload-cut": 400,
  "upload-stalled": 408,
  "quota-reached": 413,
  "decoders-busy": 503,
  "image-too-slow": 422,
  "image-too-heavy": 422,
  "image-broke-reader": 422,
  internal: 500,
  "image-empty": 400,
  "image-too-large": 413,
  "image-too-many-pixels": 413,
  "image-format": 415,
  "image-unreadable": 422,
  "model-missing": 503,
  "model-damaged": 503,
  "model-cache": 503,
  "device-missing": 503,
  "queue-full": 429,
  aborted: 409,
} as const satisfies Record<VlmErrorCode | string, number>;

export type ErrorCode = keyof typeof HTTP_STATUS;

type AppErrorOptions = { cause?: unknown; retryAfterSeconds?: number; reference?: string };

/** An error with a code, a message for the log (`message`) and a sentence for the person. */
export class AppError extends Error {
  override name = "AppError";
  readonly code: ErrorCode;
  readonly person: string;
  readonly retryAfterSeconds: number | null;
  /** Stands behind the code in what the person can quote; only for internal errors. */
  readonly reference: string | null;

  constructor(code: ErrorCode, person: string, message = person, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.person = person;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.reference = options.reference ?? null;
  }

  get status(): number {
    return HTTP_STATUS[this.code];
  }
}

/** The answer for what is not there or not theirs: the two must look the same. */
export const notFound = (
  what:
    | "chat"
    | "message"
    | "picture"
    | "answer"
    | "sample"
    | "card"
    | "session"
    | "link"
    | "export"
    | "account"
    | "limit"
    | "page",
): AppError =>
  new AppError("not-found", `There is no such ${what} here, or it belongs to somebody else.`);

/** Any thrown thing as an AppError; what has no code of its own becomes `internal`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof VlmError)
    return new AppError(error.code, error.person, error.message, { cause: error });
  if (isDiskFull(error)) {
    return new AppError(
      "disk-full",
      "The server's disk is full, so nothing was kept. Tell whoever runs it.",
      "disk full",
      { cause: error },
    );
  }
  if (isDatabaseDown(error)) {
    return new AppError(
      "database-down",
      "The database does not answer. Nothing was lost; try again in a moment.",
      "database down",
      { cause: error },
    );
  }
  const reference = randomBytes(3).toString("hex");
  return new AppError(
    "internal",
    "Something went wrong on our side. What you wrote before is kept; try again.",
    error instanceof Error ? error.message : String(error),
    { cause: error, reference },
  );
}

/** The code that a person can quote: "not-found", "internal-3fa2c1". */
export const quotable = (error: AppError): string =>
  error.reference === null ? error.code : `${error.code}-${error.reference}`;
