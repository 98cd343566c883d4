/** Words that a search found in a chat, on their way to its page. */
const wanted = new Map<string, string>();
const watchers = new Set<(chatId: string) => void>();

/** Leaves the words that a chat was found by: its page goes to where they stand. */
export function leaveWords(chatId: string, words: string): void {
  wanted.set(chatId, words);
  for (const watcher of [...watchers]) watcher(chatId);
}

/** Takes the words that were left for a chat; each are taken once. */
export function takeWords(chatId: string): string | null {
  const words = wanted.get(chatId) ?? null;
  wanted.delete(chatId);
  return words;
}

/** Hears that words were left for a chat; answers how to stop. */
export function onWords(watcher: (chatId: string) => void): () => void {
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
  };
}
