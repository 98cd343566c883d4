import { callApi, jsonBody } from "@/lib/client/api/http";
import type { ResetLink } from "@/lib/contracts/account";
import type { ChangeUser } from "@/lib/contracts/admin";

const user = (id: string): string => `/api/admin/users/${id}`;
const limit = (name: string): string => `/api/admin/limits/${encodeURIComponent(name)}`;

/** Gives an account another role, or switches it off or on. */
export function changeUser(id: string, change: ChangeUser): Promise<void> {
  return callApi<void>(user(id), jsonBody("PATCH", change));
}

/** Makes the link by which an account's person sets another password, once. */
export function makeResetLink(id: string): Promise<ResetLink> {
  return callApi<ResetLink>(`${user(id)}/reset-link`, { method: "POST" });
}

/** Signs an account out everywhere. */
export function endSessions(id: string): Promise<{ ended: number }> {
  return callApi<{ ended: number }>(`${user(id)}/sessions`, { method: "DELETE" });
}

/** Sets a limit; null brings its default back. */
export function changeLimit(name: string, value: number | null): Promise<void> {
  const init = value === null ? { method: "DELETE" } : jsonBody("PUT", { value });
  return callApi<void>(limit(name), init);
}
