import type { ChatSummary } from "@/lib/contracts/api";

export type ChatGroup = { name: string; chats: ChatSummary[] };

const DAY = 24 * 3600 * 1000;

function startOfDay(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}

function groupName(updatedAt: string, now: Date): string {
  const today = startOfDay(now);
  const time = new Date(updatedAt).getTime();
  if (time >= today) return "Today";
  if (time >= startOfDay(new Date(today - DAY / 2))) return "Yesterday";
  return time >= today - 6 * DAY ? "Last seven days" : "Earlier";
}

/** Groups chats (newest first) by day, in the browser's own time zone. */
export function groupChats(chats: ChatSummary[], now: Date): ChatGroup[] {
  const groups: ChatGroup[] = [];
  for (const chat of chats) {
    const name = groupName(chat.updatedAt, now);
    const last = groups.at(-1);
    if (last?.name === name) last.chats.push(chat);
    else groups.push({ name, chats: [chat] });
  }
  return groups;
}
