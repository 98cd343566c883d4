import "server-only";
import { AuthError } from "next-auth";
import type { Me, SignIn } from "@/lib/contracts/account";
import { AppError } from "../errors";
import { closeSession, currentSessionToken, signIn, signOut } from "./auth";
import { readUser, toMe } from "./current-user";
import { forgetGuest, guestOfBrowser } from "./guest";
import { moveGuest } from "./move-guest";
import { checkPassword } from "./password";

/**
 * Signs this browser in (sets its cookie) and moves what its guest made to the account.
 *
 * @throws AppError wrong-credentials or rate-limited.
 */
export async function signInUser({ email, password }: SignIn): Promise<Me> {
  const account = await checkPassword(email, password);
  if (account === null) throw wrong();
  const guest = await guestOfBrowser();
  await openBrowserSession(email, password);
  if (guest !== null) {
    await moveGuest(guest.id, account.id);
    await forgetGuest();
  }
  return toMe(await readUser(account.id));
}

/**
 * Sets the Auth.js cookie for credentials that were checked or made just now. A session that this
 * browser had ends: its cookie is overwritten, and nobody could sign it out any more.
 */
export async function openBrowserSession(email: string, password: string): Promise<void> {
  const before = await currentSessionToken();
  try {
    await signIn("credentials", { email, password, redirect: false });
  } catch (error) {
    if (error instanceof AuthError) throw wrong(error);
    throw error;
  }
  if (before !== null) await closeSession(before);
}

/** Deletes the Session row and the cookie of this browser. */
export async function signOutUser(): Promise<void> {
  await signOut({ redirect: false });
}

const wrong = (cause?: unknown): AppError =>
  new AppError(
    "wrong-credentials",
    "E-mail and password don't belong together. Check both and try again.",
    "wrong credentials",
    { cause },
  );
