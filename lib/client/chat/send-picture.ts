import { ApiError } from "@/lib/client/api/http";
import { type SendUpload, sendUpload } from "@/lib/client/api/send-upload";
import type { ImageInfo } from "@/lib/contracts/api";

/** How often one picture is sent before a person is asked. */
export const TRIES = 8;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** A server that asks for more patience than this is not waited for. */
const LONGEST_ASKED_S = 60;

/** How far a picture is: so much of it sent (0 to 1), or waiting for another try. */
export type SendNews =
  | { kind: "sent"; share: number }
  | { kind: "again"; number: number; of: number; why: "lost" | "busy" };

export type Sending = {
  uploadId: string;
  signal: AbortSignal;
  onNews: (news: SendNews) => void;
};

type Send = (file: File, options: SendUpload) => Promise<ImageInfo>;

const PASSING = new Set([408, 502, 503, 504]);

/** Whether the same upload may well work a moment later: nothing was wrong with the picture. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  if (error.status === 0 || error.code === "upload-cut" || PASSING.has(error.status)) return true;
  return error.status === 429 && (error.retryAfter ?? LONGEST_ASKED_S + 1) <= LONGEST_ASKED_S;
}

/** Milliseconds before try `number` (2, 3, …): doubled each time, a little by chance, or as asked. */
export function waitBefore(number: number, asked: number | null, chance = Math.random()): number {
  if (asked !== null) return asked * 1_000;
  const doubled = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (number - 2));
  return doubled * (0.75 + chance / 2);
}

/** Waits, at most until the browser is online again. @throws the signal's reason. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      globalThis.removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(end, ms);
    globalThis.addEventListener("online", end);
    signal.addEventListener("abort", end);
  });
}

/**
 * Sends a picture and, where the connection is lost or the server busy, sends it again by itself:
 * up to eight times, with growing pauses. All tries have one number, so one picture is stored.
 *
 * @throws ApiError of the last try; the signal's reason when it was cancelled.
 */
export async function sendPicture(
  file: File,
  { uploadId, signal, onNews }: Sending,
  send: Send = sendUpload,
): Promise<ImageInfo> {
  const onShare = (share: number) => onNews({ kind: "sent", share });
  for (let number = 1; ; ) {
    try {
      onShare(0);
      return await send(file, { uploadId, signal, onShare });
    } catch (error) {
      number += 1;
      if (signal.aborted || number > TRIES || !isPassing(error)) throw error;
      const { status, retryAfter } = error as ApiError;
      const why = status === 0 || status === 400 || status === 408 ? "lost" : "busy";
      onNews({ kind: "again", number, of: TRIES, why });
      await pause(waitBefore(number, retryAfter), signal);
    }
  }
}
