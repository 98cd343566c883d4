import { callApi, jsonBody } from "@/lib/client/api/http";
import type { Me, SignIn, SignUp } from "@/lib/contracts/account";

/** Makes an account and signs in; a guest's chats and pictures become the account's. */
export function signUp(input: SignUp): Promise<Me> {
  return callApi<Me>("/api/account", jsonBody("POST", input));
}

/** Signs in; what this browser's guest made moves along. */
export function signIn(input: SignIn): Promise<Me> {
  return callApi<Me>("/api/session", jsonBody("POST", input));
}

/** Signs this browser out. */
export function signOut(): Promise<void> {
  return callApi<void>("/api/session", { method: "DELETE" });
}
