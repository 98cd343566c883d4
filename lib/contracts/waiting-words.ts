import type { MessageMetadata } from "./message";

/** Steps of what is told of a wait, in seconds: it is always rounded up. */
const STEPS = [15, 30, 60];

/** A wait in seconds, rounded up to what is said of it. */
export function roundedWait(seconds: number): number {
  return STEPS.find((step) => seconds <= step) ?? Math.ceil(seconds / 60) * 60;
}

function spanWords(seconds: number): string {
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes === 1) return "a minute";
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}

/** What is said of an answer that waits for its turn: its place, and within what time it begins. */
export function waitingWords({ ahead = 0, waitSeconds }: MessageMetadata): string {
  const place = ahead === 0 ? "You are next." : `${ahead} ahead of you.`;
  if (waitSeconds === undefined) return place;
  if (waitSeconds === null) return `${place} How long that takes can't be said yet.`;
  return `${place} Your answer begins within ${spanWords(waitSeconds)}.`;
}
