const keyOf = (chatId: string | null) => `draft:${chatId ?? "new"}`;

/** The question typed but not sent, kept in this browser; empty when there is none. */
export function readDraft(chatId: string | null): string {
  try {
    return localStorage.getItem(keyOf(chatId)) ?? "";
  } catch {
    return "";
  }
}

/** Keeps what is typed; an empty text removes it. A browser that keeps nothing is let be. */
export function writeDraft(chatId: string | null, text: string): void {
  try {
    if (text === "") localStorage.removeItem(keyOf(chatId));
    else localStorage.setItem(keyOf(chatId), text);
  } catch {
    // Storage is full or forbidden: the text still stands in the box.
  }
}
