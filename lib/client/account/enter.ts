import { forgetAllSessions } from "@/lib/client/chat/session";

/** Goes to a page as the person who just signed in or out; nothing of the one before stays. */
export function enter(path: string): void {
  forgetAllSessions();
  window.location.assign(path);
}
