/** What this browser keeps by itself, as JSON under a key. A browser that keeps nothing is let be. */

/** What is kept under a key; null when there is nothing that can be read. */
export function keptJson<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(key);
    // Only this app writes these keys, from typed values.
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

/** Keeps a value, or with null forgets it. @returns whether it is kept. */
export function keepJson(key: string, value: unknown): boolean {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    // Storage is full or forbidden.
    return false;
  }
}

/** The keys in use that begin so. */
export function keptKeys(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}
