import "server-only";
import { type AccountExport, EXPORT_NOTICE } from "@/lib/contracts/export";
import { nameAt } from "@/lib/contracts/picture-name";
import { db } from "../db";
import { hasImageFile } from "../images/files";
import type { ListedChat } from "./listed-chat";
import { pictureName } from "./picture-name";

/** What lies beside the files of an export, for whoever opens it later. */
export const README = `EVLF Chat: everything that your account held when this was written.

${EXPORT_NOTICE}

account.json   your e-mail, where you were signed in, links that you shared, a list of the chats
chats/         each chat twice: JSON with every version, and Markdown with the branch shown last
pictures/      the pictures, as this server kept them: PNG without headers

The form of the JSON files is described in docs/export-format.md of EVLF Chat.
The password is not here: only a hash of it was kept, and it leads nowhere.
`;

/** The account itself, and its pictures that no chat shows. */
export async function accountFile(userId: string, chats: ListedChat[]): Promise<AccountExport> {
  const user = await db().user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      ...{ email: true, name: true, audience: true, createdAt: true },
      sessions: { select: { createdAt: true, address: true, agent: true }, take: 1_000 },
      shares: {
        where: { expiresAt: { gt: new Date() } },
        select: { chatId: true, pictures: true, expiresAt: true },
        take: 1_000,
      },
    },
  });
  const loose = await db().image.findMany({
    where: { userId, messages: { none: {} } },
    select: { sha256: true, name: true, width: true, height: true, origin: true, notes: true },
    take: 10_000,
  });
  const files = new Map(chats.map(({ id, json }) => [id, json]));
  const pictures: AccountExport["pictures"] = [];
  for (const [at, { sha256, name, ...picture }] of loose.entries()) {
    const file = (await hasImageFile(sha256)) ? pictureName(sha256) : null;
    pictures.push({ id: `p${at + 1}`, name: nameAt(name, at + 1), ...picture, file });
  }
  return {
    ...{ format: "evlf-account", version: 1, notice: EXPORT_NOTICE },
    exportedAt: new Date().toISOString(),
    ...{ email: user.email, name: user.name, audience: user.audience },
    createdAt: user.createdAt.toISOString(),
    sessions: user.sessions.map(({ createdAt, address, agent }) => ({
      ...{ createdAt: createdAt.toISOString(), address, agent },
    })),
    links: user.shares.map(({ chatId, pictures: shown, expiresAt }) => ({
      ...{ chat: files.get(chatId) ?? "a chat that is deleted", pictures: shown },
      expiresAt: expiresAt.toISOString(),
    })),
    chats: chats.map(({ title, json, markdown }) => ({ title, json, markdown })),
    pictures,
  };
}
