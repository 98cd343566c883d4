import "server-only";
import { dictionary } from "@zxcvbn-ts/language-common";
import { AppError } from "../errors";

const HOW_MANY = 10_000;

let kept: Set<string> | null = null;

/** The list is in order of how often each was found, the commonest first. */
function commonest(): Set<string> {
  kept ??= new Set(
    dictionary["passwords-common"].slice(0, HOW_MANY).map((word) => word.toLowerCase()),
  );
  return kept;
}

/**
 * Whether a password is one of the 10,000 commonest, such a one said twice or more, or such a one
 * with digits and signs at its ends: what is tried first by whoever tries.
 */
export function isCommonPassword(password: string): boolean {
  const plain = password.toLowerCase();
  const once = /^(.+?)\1+$/.exec(plain)?.[1] ?? plain;
  const bare = plain.replace(/^[^a-z]+|[^a-z]+$/g, "");
  const letters = new Set(plain).size;
  return letters < 3 || [plain, once, bare].some((word) => commonest().has(word));
}

/** @throws AppError common-password. */
export function refuseCommonPassword(password: string): void {
  if (!isCommonPassword(password)) return;
  throw new AppError(
    "common-password",
    "Many people use this password, so it is tried first. Choose another; a few words in a row do well.",
  );
}
