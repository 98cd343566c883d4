/** What a key does, wherever on the page the keyboard is, unless somebody types. */
export type Shortcut =
  | "help"
  | "new-chat"
  | "search"
  | "composer"
  | "stop"
  | "previous-message"
  | "next-message"
  | "previous-version"
  | "next-version"
  | "edit"
  | "again"
  | "copy-answer"
  | "copy-chat"
  | "earliest"
  | "newest";

type Row = { shortcut: Shortcut; key: string; shown: string; words: string };

/** Single keys, in the order of the help sheet. `key` is as the keyboard names it. */
export const SHORTCUTS: readonly Row[] = [
  { shortcut: "help", key: "?", shown: "?", words: "Show these keys" },
  { shortcut: "new-chat", key: "n", shown: "n", words: "New chat" },
  { shortcut: "search", key: "f", shown: "f", words: "Search the chats" },
  { shortcut: "composer", key: "/", shown: "/", words: "Write a question" },
  { shortcut: "stop", key: "s", shown: "s", words: "Stop the answer" },
  { shortcut: "previous-message", key: "k", shown: "k", words: "Message before" },
  { shortcut: "next-message", key: "j", shown: "j", words: "Message after" },
  { shortcut: "newest", key: "G", shown: "Shift G", words: "Newest message" },
  { shortcut: "earliest", key: "g", shown: "g", words: "First message that is loaded" },
  { shortcut: "previous-version", key: "[", shown: "[", words: "Version before" },
  { shortcut: "next-version", key: "]", shown: "]", words: "Version after" },
  { shortcut: "edit", key: "e", shown: "e", words: "Edit the question" },
  { shortcut: "again", key: "r", shown: "r", words: "Answer again" },
  { shortcut: "copy-answer", key: "c", shown: "c", words: "Copy the answer as text" },
  { shortcut: "copy-chat", key: "C", shown: "Shift C", words: "Copy the whole chat as text" },
];

/** Keys that hold while somebody types too. */
export const ALWAYS: readonly { shown: string; words: string }[] = [
  { shown: "Ctrl K or ⌘ K", words: "Search the chats" },
  { shown: "Enter", words: "Send the question" },
  { shown: "Shift Enter", words: "New line in the question" },
  { shown: "Esc", words: "Close, or cancel an edit" },
];

type Pressed = Pick<
  KeyboardEvent,
  "key" | "ctrlKey" | "metaKey" | "altKey" | "isComposing" | "defaultPrevented" | "repeat"
>;

const TYPED_IN = "input, textarea, select, [contenteditable], [role=textbox], [role=searchbox]";
const FLOATS = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

/** Whether the keyboard's keys are letters there: a box to type in, or something that floats. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(`${TYPED_IN}, ${FLOATS}`) !== null;
}

/** What a pressed key stands for; null where it stands for itself. */
export function shortcutOf(event: Pressed, target: EventTarget | null): Shortcut | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.isComposing || event.defaultPrevented || isTyping(target)) return null;
  const row = SHORTCUTS.find(({ key }) => key === event.key);
  if (row === undefined) return null;
  // A key held down walks through messages and does nothing else twice.
  const walks = row.shortcut === "previous-message" || row.shortcut === "next-message";
  return event.repeat && !walks ? null : row.shortcut;
}
