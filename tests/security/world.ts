import { randomBytes, randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import sharp from "sharp";
import type { SessionInfo } from "@/lib/contracts/account";
import { type Answer, cookiesOf, type Init, send } from "./send";

export const ACTORS = ["owner", "other", "guest", "signed out", "revoked", "admin"] as const;
export type Actor = (typeof ACTORS)[number];

const PASSWORD = "seven herons over the lake";

/** Everybody and the owner's things, made over HTTP as a browser would make them. */
export type World = {
  base: string;
  cookie: Record<Actor, string>;
  email: Record<"owner" | "other" | "revoked" | "admin" | "target", string>;
  password: string;
  chat: string;
  image: string;
  turn: string;
  /** The owner's question in that chat. */
  question: string;
  /** A session of the owner's in another browser. */
  session: string;
  /** A link into that chat, and tokens of links that lead there, did, or show no pictures. */
  share: string;
  links: Links;
  /** A finished export of the owner's, and what reads how a deletion that is over went. */
  export: string;
  deletion: string;
  /** The account that the admin does something to. */
  target: string;
  png: Buffer;
  /** A word that stands in everything the owner wrote, got and named; then what else nobody but the owner may find in an answer. */
  secrets: string[];
  as: (actor: Actor, path: string, init?: Init) => Promise<Answer>;
};

export type Links = Record<"live" | "bare" | "expired" | "revoked" | "unknown", string>;

export const json = <T>(answer: Answer): T => JSON.parse(answer.text) as T;

function must(answer: Answer, status: number, what: string): Answer {
  if (answer.status !== status)
    throw new Error(`${what} answered ${answer.status} instead of ${status}: ${answer.text}`);
  return answer;
}

/** A question as the browser sends it. */
export const questionOf = (text: string, imageIds: string[] = []) => ({
  ...{ messageId: randomUUID(), text, imageIds, audience: "patient" },
});

export async function signUp(base: string, email: string, password = PASSWORD): Promise<string> {
  const body = { email, password };
  const answer = await send(base, "/api/account", { method: "POST", body });
  return cookiesOf(must(answer, 201, "signing up"));
}

async function ownThings(base: string, cookie: string, marker: string, png: Buffer) {
  const init = { method: "POST", cookie };
  const headers = { "x-file-name": `${marker}.png` };
  const stored = await send(base, "/api/images", { ...init, body: png, headers });
  const image = json<{ id: string }>(must(stored, 201, "an upload")).id;
  const chat = randomUUID();
  const body = questionOf(`What does ${marker} show?`, [image]);
  const asked = await send(base, `/api/chats/${chat}/turns`, { ...init, body });
  const { turnId: turn, assistantMessageId } = json<
    Record<"turnId" | "assistantMessageId", string>
  >(must(asked, 202, "a question"));
  // As if it had been answered and something found: no worker runs here.
  const { db } = await import("@/lib/server/db");
  await db().message.update({
    where: { id: assistantMessageId },
    data: { parts: [{ type: "text", text: `The ${marker} is in the picture.` }] },
  });
  const found = { findings: `${marker} lesion`, words: `The ${marker} is in the picture.` };
  await db().chatSearch.update({ where: { chatId: chat }, data: found, select: { chatId: true } });
  return { chat, image, turn, question: body.messageId };
}

/** Links into the owner's chat, made past the rule that none is made while an answer is written. */
async function ownLinks(userId: string, chatId: string, leafId: string) {
  const { db } = await import("@/lib/server/db");
  const { hashToken } = await import("@/lib/server/users/hash-token");
  const token = (): string => randomBytes(32).toString("base64url");
  const links: Links = {
    ...{ live: token(), bare: token(), expired: token(), revoked: token(), unknown: token() },
  };
  const day = 86_400_000;
  const put = async (name: keyof Links, pictures: boolean, ms: number): Promise<string> => {
    const tokenHash = hashToken(links[name]);
    const expiresAt = new Date(Date.now() + ms);
    const data = { userId, chatId, leafId, tokenHash, pictures, expiresAt };
    return (await db().share.create({ data, select: { id: true } })).id;
  };
  const share = await put("live", true, day);
  await put("bare", false, day);
  await put("expired", true, -1_000);
  const { revokeLink } = await import("@/lib/server/shares/revoke-link");
  await revokeLink(userId, await put("revoked", true, day));
  return { share, links };
}

/** A finished export with a file of its own, and a deletion that is over. */
async function ownJobs(userId: string, marker: string) {
  const { db } = await import("@/lib/server/db");
  const { hashToken } = await import("@/lib/server/users/hash-token");
  const { exportFile } = await import("@/lib/server/jobs/export-files");
  const expiresAt = new Date(Date.now() + 86_400_000);
  const done = { state: "done", expiresAt } as const;
  const { id } = await db().accountJob.create({ data: { userId, kind: "export", ...done } });
  writeFileSync(exportFile(id), `all of ${marker}`);
  const deletion = randomBytes(32).toString("base64url");
  await db().accountJob.create({
    data: { kind: "deletion", tokenHash: hashToken(deletion), ...done },
  });
  return { export: id, deletion };
}

/** Makes the people and the owner's chat, picture and turn. */
export async function makeWorld(base: string): Promise<World> {
  const run = randomUUID().slice(0, 8);
  const marker = `quagga-${run}`;
  const mail = (who: string): string => `${who}-${run}@example.org`;
  const email = {
    ...{ owner: mail("owner"), other: mail("other") },
    ...{ revoked: mail("revoked"), admin: mail("admin"), target: mail("target") },
  };
  const { db } = await import("@/lib/server/db");
  const owner = await signUp(base, email.owner);
  const second = { method: "POST", body: { email: email.owner, password: PASSWORD } };
  const elsewhere = cookiesOf(must(await send(base, "/api/session", second), 200, "signing in"));
  const sessions = await send(base, "/api/sessions", { cookie: elsewhere });
  const session = json<SessionInfo[]>(must(sessions, 200, "sessions")).find((row) => row.current);
  const other = await signUp(base, email.other);
  const revoked = await signUp(base, email.revoked);
  await db().session.deleteMany({ where: { user: { email: email.revoked } } });
  const admin = await signUp(base, email.admin);
  await db().user.update({ where: { email: email.admin }, data: { role: "admin" } });
  await signUp(base, email.target);
  const target = await db().user.findUniqueOrThrow({ where: { email: email.target } });
  const audience = { method: "PATCH", body: { audience: "student" } };
  const guest = cookiesOf(must(await send(base, "/api/me", audience), 200, "becoming a guest"));
  const colour = { r: 90, g: 120, b: Math.floor(Math.random() * 255) };
  const png = await sharp({ create: { width: 96, height: 64, channels: 3, background: colour } })
    .png()
    .toBuffer();
  const things = await ownThings(base, owner, marker, png);
  const { id: userId } = await db().user.findUniqueOrThrow({ where: { email: email.owner } });
  const linked = await ownLinks(userId, things.chat, things.question);
  const jobs = await ownJobs(userId, marker);
  const cookie = { owner, other, guest, "signed out": "", revoked, admin };
  return {
    ...{ base, cookie, email, password: PASSWORD, png, target: target.id },
    ...{ ...things, ...linked, ...jobs },
    session: session?.id ?? "",
    secrets: [marker, email.owner],
    as: (actor, path, init = {}) => send(base, path, { ...init, cookie: cookie[actor] }),
  };
}
