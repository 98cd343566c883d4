import { callApi, jsonBody } from "@/lib/client/api/http";
import type {
  BecomeAdmin,
  ChangePassword,
  Me,
  ResetPassword,
  SessionInfo,
  SignIn,
  SignUp,
  StartOidc,
} from "@/lib/contracts/account";

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

/** Gives the account another password; answers how many other browsers were signed out. */
export function changePassword(input: ChangePassword): Promise<{ signedOut: number }> {
  return callApi<{ signedOut: number }>("/api/account", jsonBody("PATCH", input));
}

/** Where this account is signed in, newest first. */
export function listSessions(): Promise<SessionInfo[]> {
  return callApi<SessionInfo[]>("/api/sessions", { cache: "no-store" });
}

/** Signs one browser of this account out. */
export function endSession(id: string): Promise<void> {
  return callApi<void>(`/api/sessions/${id}`, { method: "DELETE" });
}

/** Makes this account the instance's first admin. */
export function becomeAdmin(input: BecomeAdmin): Promise<void> {
  return callApi<void>("/api/admin", jsonBody("POST", input));
}

/** The address at the provider to go to, to sign in there or to connect the account of now. */
export function startOidc(input: StartOidc): Promise<{ url: string }> {
  return callApi<{ url: string }>("/api/oidc", jsonBody("POST", input));
}

/** Takes the account's connection to the provider away. */
export function disconnectProvider(): Promise<void> {
  return callApi<void>("/api/oidc", { method: "DELETE" });
}

/** Sets a password by a link that an admin made; the account is signed out everywhere. */
export function resetPassword(input: ResetPassword): Promise<void> {
  return callApi<void>("/api/account/reset", jsonBody("POST", input));
}
