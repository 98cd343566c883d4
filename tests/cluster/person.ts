import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ChatDetail, StartedTurn } from "@/lib/contracts/api";

export type Person = { cookie: string; address: string };
export type Asked = StartedTurn & { messageId: string };

let people = 0;

/** Everybody has an address of their own, so that limits by address hold nobody up. */
function newAddress(): string {
  people += 1;
  return `10.${(people >> 16) & 255}.${(people >> 8) & 255}.${people & 255}`;
}

export const headersOf = ({ cookie, address }: Person): Record<string, string> => ({
  cookie,
  "x-forwarded-for": address,
});

/** A guest, as a browser becomes one. */
export async function newPerson(base: string): Promise<Person> {
  const address = newAddress();
  const response = await fetch(`${base}/api/me`, {
    method: "PATCH",
    headers: { "content-type": "application/json", "x-forwarded-for": address },
    body: JSON.stringify({ audience: "patient" }),
  });
  if (!response.ok) throw new Error(`becoming a guest answered ${response.status}`);
  const cookie = response.headers.getSetCookie().map((each) => each.split(";")[0]);
  return { cookie: cookie.join("; "), address };
}

export async function upload(base: string, person: Person, png: Buffer): Promise<string> {
  const response = await fetch(`${base}/api/images`, {
    method: "POST",
    headers: { ...headersOf(person), "x-file-name": "drawn.png" },
    body: new Uint8Array(png),
  });
  if (!response.ok) throw new Error(`an upload answered ${response.status}`);
  return ((await response.json()) as { id: string }).id;
}

export type Question = { text: string; imageIds?: string[]; chatId?: string };

/** One attempt to ask. */
export async function askOnce(
  base: string,
  person: Person,
  { text, imageIds = [], chatId = randomUUID() }: Question,
  messageId: string = randomUUID(),
): Promise<{ response: Response; chatId: string; messageId: string }> {
  const response = await fetch(`${base}/api/chats/${chatId}/turns`, {
    method: "POST",
    headers: { ...headersOf(person), "content-type": "application/json" },
    body: JSON.stringify({ messageId, text, imageIds, audience: "patient" }),
    signal: AbortSignal.timeout(30_000),
  });
  return { response, chatId, messageId };
}

/** Asks until it is taken, as the browser does: the same message again where no answer came. */
export async function ask(bases: string[], person: Person, question: Question): Promise<Asked> {
  const chatId = question.chatId ?? randomUUID();
  const messageId = randomUUID();
  let last = "";
  for (let attempt = 0; attempt < 120; attempt += 1) {
    const base = bases[attempt % bases.length] ?? "";
    try {
      const { response } = await askOnce(base, person, { ...question, chatId }, messageId);
      if (response.status === 202) {
        return { ...((await response.json()) as StartedTurn), messageId };
      }
      last = `${response.status} ${await response.text()}`;
    } catch (error) {
      last = String(error);
    }
    await sleep(500);
  }
  throw new Error(`a question was never taken: ${last}`);
}

/** The chat as a reload shows it, from whatever server answers. */
export async function readChat(
  bases: string[],
  person: Person,
  chatId: string,
): Promise<ChatDetail> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const base = bases[attempt % bases.length] ?? "";
    const url = `${base}/api/chats/${chatId}`;
    const response = await fetch(url, { headers: headersOf(person) }).catch(() => null);
    if (response?.ok) return (await response.json()) as ChatDetail;
    await sleep(500);
  }
  throw new Error(`the chat ${chatId} is not answered`);
}
