import "server-only";
import type { EvlfMessage } from "@/lib/contracts/message";
import type { Tx } from "../db";
import { titleFor } from "./create-chat";
import { MESSAGE, toMessage } from "./messages";
import { wordsOf } from "./searchable-text";
import { titleAfter } from "./title-after";

type NameChat = { chatId: string; questionId: string; answer: EvlfMessage };

/**
 * Names a chat after its first question and the answer to it. Later answers change nothing, and a
 * title that the person wrote stays.
 */
export async function nameChat(tx: Tx, { chatId, questionId, answer }: NameChat): Promise<void> {
  const first = await tx.message.findFirst({
    where: { chatId, parentId: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: MESSAGE,
  });
  if (first === null || first.id !== questionId) return;
  const title = titleAfter(answer) ?? titleFor(wordsOf(toMessage(first)));
  await tx.chat.updateMany({ where: { id: chatId, titleEdited: false }, data: { title } });
}
