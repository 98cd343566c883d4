import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DELETION_WORDS } from "@/lib/contracts/jobs";
import { storeFilm } from "@/tests/server/film";
import { type Answer, cookiesOf, type Init, send } from "./send";
import { json, questionOf, type World } from "./world";

type Once = (path: string, init: Init) => Promise<Answer>;
type Audited = { door: string; run: (world: World, once: Once) => Promise<Answer> };

const NEW_PASSWORD = "nine otters under the bridge";

/** Doors that change nothing here, each with why. */
export const EXEMPT: Record<string, string> = {
  "POST /api/oidc": "only says where to go; coming back is what signs in or connects",
  "POST /api/images/[id]/look":
    "says where writing is; where it cuts a border off, the new picture has its row (image-trimmed)",
  "POST /api/[...rest]": "nothing is there",
  "PUT /api/[...rest]": "nothing is there",
  "PATCH /api/[...rest]": "nothing is there",
  "DELETE /api/[...rest]": "nothing is there",
};

async function stoppedTurn({ base, cookie }: World): Promise<string> {
  const init = { method: "POST", cookie: cookie.other };
  const asked = await send(base, `/api/chats/${randomUUID()}/turns`, {
    ...init,
    body: questionOf("What is an X-ray?"),
  });
  const { turnId } = json<{ turnId: string }>(asked);
  await send(base, `/api/turns/${turnId}/stop`, init);
  return turnId;
}

function plantSample(png: Buffer): void {
  const folder = path.join(process.env.DATA_DIR ?? "", "samples");
  mkdirSync(folder, { recursive: true });
  const words = { title: "Sample", source: "drawn", licence: "none", question: "What is it?" };
  const form = { origin: "PNG", notes: [], width: 96, height: 64, order: 1 };
  writeFileSync(
    path.join(folder, "drawn.json"),
    JSON.stringify({ name: "drawn", ...words, ...form }),
  );
  writeFileSync(path.join(folder, "drawn.png"), png);
}

/** A picture of the other person's that was not asked about; trimmed from another where that is said. */
async function unsentPicture({ email }: World, untrimmedId?: string): Promise<string> {
  const { db } = await import("@/lib/server/db");
  const { id: userId } = await db().user.findUniqueOrThrow({ where: { email: email.other } });
  const sha256 = createHash("sha256").update(randomUUID()).digest("hex");
  const form = { name: "a.png", width: 9, height: 9, bytes: 9, origin: "PNG", notes: [] };
  const trim = untrimmedId === undefined ? {} : { untrimmedId };
  const made = { userId, sha256, ...form, ...trim };
  return (await db().image.create({ data: made, select: { id: true } })).id;
}

/** What the matrix tries in vain at each of these doors, done as it succeeds; in this order. */
export const AUDITED: Audited[] = [
  {
    door: "POST /api/turns/[id]/retry",
    run: async (world, once) =>
      once(`/api/turns/${await stoppedTurn(world)}/retry`, {
        ...{ method: "POST", cookie: world.cookie.other },
      }),
  },
  {
    door: "POST /api/samples/[name]",
    run: async (world, once) => {
      plantSample(world.png);
      return once("/api/samples/drawn", { method: "POST", cookie: world.cookie.other });
    },
  },
  {
    door: "POST /api/account",
    run: (_, once) => {
      const body = { email: `${randomUUID()}@example.org`, password: NEW_PASSWORD };
      return once("/api/account", { method: "POST", body });
    },
  },
  {
    door: "POST /api/session",
    run: ({ email, password }, once) =>
      once("/api/session", { method: "POST", body: { email: email.other, password } }),
  },
  {
    door: "DELETE /api/oidc",
    run: async ({ email, cookie }, once) => {
      const { db } = await import("@/lib/server/db");
      const { id: userId } = await db().user.findUniqueOrThrow({ where: { email: email.other } });
      const providerAccountId = `http://127.0.0.1:9 ${randomUUID()}`;
      await db().account.create({
        data: { userId, provider: "oidc", providerAccountId, type: "oidc" },
      });
      return once("/api/oidc", { method: "DELETE", cookie: cookie.other });
    },
  },
  {
    door: "DELETE /api/images/[id]",
    run: async (world, once) => {
      const cookie = world.cookie.other;
      return once(`/api/images/${await unsentPicture(world)}`, { method: "DELETE", cookie });
    },
  },
  {
    door: "POST /api/images/[id]/untrim",
    run: async (world, once) => {
      const trimmed = await unsentPicture(world, await unsentPicture(world));
      const init = { method: "POST", cookie: world.cookie.other };
      return once(`/api/images/${trimmed}/untrim`, init);
    },
  },
  {
    door: "POST /api/chats/[id]/shares",
    run: async ({ email, cookie }, once) => {
      const { db } = await import("@/lib/server/db");
      const { id } = await db().user.findUniqueOrThrow({ where: { email: email.other } });
      const { chatId } = await storeFilm(id);
      const body = { pictures: true, days: 7 };
      return once(`/api/chats/${chatId}/shares`, { method: "POST", cookie: cookie.other, body });
    },
  },
  {
    door: "POST /api/account/reset",
    run: async (world, once) => {
      const made = await world.as("admin", `/api/admin/users/${world.target}/reset-link`, {
        method: "POST",
      });
      const token = json<{ path: string }>(made).path.split("#")[1] ?? "";
      return once("/api/account/reset", {
        method: "POST",
        body: { token, password: NEW_PASSWORD },
      });
    },
  },
  {
    door: "PATCH /api/account",
    run: ({ cookie, password }, once) =>
      once("/api/account", {
        ...{ method: "PATCH", cookie: cookie.other },
        body: { current: password, password: NEW_PASSWORD },
      }),
  },
  {
    door: "POST /api/admin",
    run: async ({ cookie }, once) => {
      const { db } = await import("@/lib/server/db");
      const { makeFirstAdminCode } = await import("@/lib/server/users/first-admin");
      const where = { role: "admin" } as const;
      const admins = await db().user.findMany({ where, select: { id: true } });
      await db().user.updateMany({ where, data: { role: "user" } });
      const code = (await makeFirstAdminCode()) ?? "";
      const init = { method: "POST", cookie: cookie.other, body: { code } };
      const answer = await once("/api/admin", init);
      const ids = admins.map(({ id }) => id);
      await db().user.updateMany({ where: { id: { in: ids } }, data: { role: "admin" } });
      return answer;
    },
  },
  {
    door: "DELETE /api/session",
    run: async ({ base, email }, once) => {
      const body = { email: email.other, password: NEW_PASSWORD };
      const cookie = cookiesOf(await send(base, "/api/session", { method: "POST", body }));
      return once("/api/session", { method: "DELETE", cookie });
    },
  },
  {
    door: "POST /api/account/deletion",
    run: async ({ base, email }, once) => {
      const entered = { email: email.other, password: NEW_PASSWORD };
      const cookie = cookiesOf(await send(base, "/api/session", { method: "POST", body: entered }));
      const body = { password: NEW_PASSWORD, words: DELETION_WORDS };
      return once("/api/account/deletion", { method: "POST", cookie, body });
    },
  },
];
