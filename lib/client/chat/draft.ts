import { keepJson, keptJson, keptKeys } from "@/lib/client/chat/kept";
import type { ImageInfo } from "@/lib/contracts/api";

/** A question that is being written: its words and the pictures that the server has. */
export type Draft = { text: string; pictures: ImageInfo[] };
/** A question of the chat that is being edited. */
export type KeptEdit = Draft & { messageId: string };

type Kept<T> = T & { at: number };

const DRAFT = "draft:";
const EDIT = "edit:";
/** Drafts of this many chats are kept; the oldest goes. */
const MOST = 50;

const isEmpty = ({ text, pictures }: Draft): boolean => text === "" && pictures.length === 0;
const draftKey = (chatId: string | null): string => `${DRAFT}${chatId ?? "new"}`;

function keep<T extends Draft>(prefix: string, key: string, value: T | null): void {
  if (value === null) {
    keepJson(key, null);
    return;
  }
  const kept = { ...value, at: Date.now() } satisfies Kept<T>;
  if (keepJson(key, kept) && keptKeys(prefix).length <= MOST) return;
  const others = keptKeys(prefix).filter((other) => other !== key);
  const age = (other: string): number => keptJson<Kept<Draft>>(other)?.at ?? 0;
  const oldest = others.toSorted((one, other) => age(one) - age(other))[0];
  if (oldest !== undefined) keepJson(oldest, null);
  keepJson(key, kept);
}

const wellFormed = <T extends Draft>(kept: T | null): T | null =>
  typeof kept?.text === "string" && Array.isArray(kept.pictures) ? kept : null;

/** The question typed in a chat but not sent, kept in this browser. Null: on the start page. */
export function readDraft(chatId: string | null): Draft {
  const { text, pictures } = wellFormed(keptJson<Draft>(draftKey(chatId))) ?? {
    ...{ text: "", pictures: [] },
  };
  return { text, pictures };
}

/** Keeps what is being written; nothing at all removes it. */
export function writeDraft(chatId: string | null, draft: Draft): void {
  keep(DRAFT, draftKey(chatId), isEmpty(draft) ? null : draft);
}

/** The question of the start page has gone on its way. */
export function clearStartDraft(): void {
  keep(DRAFT, draftKey(null), null);
}

/** The edit that was begun in a chat and neither sent nor cancelled. */
export function readEdit(chatId: string): KeptEdit | null {
  return wellFormed(keptJson<KeptEdit>(`${EDIT}${chatId}`));
}

/** Keeps an edit; null: it was sent or cancelled. */
export function writeEdit(chatId: string, edit: KeptEdit | null): void {
  keep(EDIT, `${EDIT}${chatId}`, edit);
}

/** Forgets every draft and edit, when another person uses this browser. */
export function forgetDrafts(): void {
  for (const key of [...keptKeys(DRAFT), ...keptKeys(EDIT)]) keepJson(key, null);
}
