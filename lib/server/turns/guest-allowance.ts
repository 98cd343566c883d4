import "server-only";
import { currentCaller } from "../caller";
import type { Tx } from "../db";
import { AppError } from "../errors";
import { limitNow } from "../limit-settings";
import { takeFromSharedLimit } from "../shared-limit";
import { switchedOff } from "../switched-off";

const DAY_MS = 86_400_000;

/** A wait in words, never shorter than it is. */
export function waitWords(seconds: number): string {
  if (seconds < 90) return "in a minute";
  if (seconds < 5_400) return `in ${Math.ceil(seconds / 60)} minutes`;
  return `in ${Math.ceil(seconds / 3_600)} hours`;
}

const INVITATION = "With an account there is no such limit, and your chats come along.";

function used(whose: string, max: number, wait: number): AppError {
  const sentence =
    max === 0
      ? "Guests can't ask here. Make an account; your chats come along."
      : `${whose} asked the ${max} questions of a day. More can be asked ${waitWords(wait)}. ${INVITATION}`;
  return new AppError("guest-allowance", sentence, "a guest's day is used up", {
    retryAfterSeconds: wait,
  });
}

/**
 * Takes one question from a guest's day and from that of the guest's network address; a day begins
 * with its first question. For accounts it does nothing. A question that is not taken in the end
 * (its transaction fails) is not counted.
 *
 * @throws AppError guest-allowance.
 */
export async function takeAllowance(tx: Tx, userId: string): Promise<void> {
  const user = await tx.user.findUnique({ where: { id: userId }, select: { guest: true } });
  if (user?.guest !== true || switchedOff("limit")) return;
  const own = { max: await limitNow("guest-turns", 0, tx), windowMs: DAY_MS };
  const wait = await takeFromSharedLimit(`guest-turns:${userId}`, own, tx);
  if (wait > 0) throw used("As a guest you", own.max, wait);
  const address = currentCaller()?.address;
  if (address === undefined) return;
  const all = { max: await limitNow("guest-turns@", 0, tx), windowMs: DAY_MS };
  const waitAll = await takeFromSharedLimit(`guest-turns@${address}`, all, tx);
  if (waitAll > 0) throw used("Guests of your network", all.max, waitAll);
}
