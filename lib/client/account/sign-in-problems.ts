import { SIGN_IN_PROBLEMS, type SignInProblem } from "@/lib/contracts/account";

const WORDS: Record<SignInProblem, string> = {
  provider: "Signing in there did not work, and nobody was signed in. Try again.",
  "email-taken":
    "There is an account with this e-mail address. Sign in to it with its password; then you can connect the two on the account page.",
  "no-email": "The place where you sign in names no e-mail address, and an account needs one.",
  disabled: "This account is switched off; its chats are kept. Ask whoever runs this server.",
  connected: "That sign-in belongs to another account here already, so it was not connected.",
};

/** Why somebody who came back from the provider was not signed in, in words; null for nothing. */
export function problemWords(error: string | string[] | undefined): string | null {
  if (error === undefined) return null;
  return WORDS[SIGN_IN_PROBLEMS.find((problem) => problem === error) ?? "provider"];
}
