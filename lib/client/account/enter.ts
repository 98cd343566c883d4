import { forgetDrafts } from "@/lib/client/chat/draft";
import { dropAllWaiting } from "@/lib/client/chat/outbox";
import { forgetAllSessions } from "@/lib/client/chat/session";

/** Goes to a page as the person who just signed in; nothing of the one before stays on the screen. */
export function enter(path: string): void {
  forgetAllSessions();
  window.location.assign(path);
}

/** Goes to a page after signing out: nothing that was written here is kept for whoever comes next. */
export function enterSignedOut(path: string): void {
  forgetDrafts();
  dropAllWaiting();
  enter(path);
}
