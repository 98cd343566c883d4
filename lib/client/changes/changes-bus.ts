import type { ChatChanges } from "@/lib/contracts/changes";

type Listener = (changes: ChatChanges) => void;

const listeners = new Set<Listener>();

/** Hears what changes among this person's chats, from whatever tab or device; answers how to stop. */
export function onChanges(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Tells everything in this tab that shows chats. */
export function tellChanges(changes: ChatChanges): void {
  for (const listener of [...listeners]) listener(changes);
}
