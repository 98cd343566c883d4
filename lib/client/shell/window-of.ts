import type { ChatGroup } from "@/lib/client/shell/group-chats";

/** Heights in CSS pixels, as chat-groups.tsx draws them. */
export const ROW = 40;
export const HEADING = 28;
export const GAP = 12;
/** Rows drawn beyond what can be seen, so that the Tab key and a quick hand find them. */
const BEYOND = 12;

/** What is drawn of a group: its chats from `first` up to, not including, `end`. */
export type GroupWindow = { first: number; end: number };

/**
 * Which chats of each group are drawn when a list is scrolled to `top` in a view of `height` pixels:
 * those that can be seen and a few on either side, so that a long list is a short document.
 */
export function windowOf(groups: ChatGroup[], top: number, height: number): GroupWindow[] {
  const from = top - BEYOND * ROW;
  const to = top + height + BEYOND * ROW;
  let at = 0;
  return groups.map(({ chats }) => {
    const start = at + HEADING;
    at = start + chats.length * ROW + GAP;
    const within = (row: number) => Math.min(chats.length, Math.max(0, row));
    const first = within(Math.floor((from - start) / ROW));
    return { first, end: Math.max(first, within(Math.ceil((to - start) / ROW))) };
  });
}
