import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { findMessage } from "@/lib/server/chats/find-message";
import { getChat, getMessages } from "@/lib/server/chats/get-chat";
import { listChats } from "@/lib/server/chats/list-chats";
import { searchChats } from "@/lib/server/chats/search-chats";
import { closeDb, db } from "@/lib/server/db";
import { fillChats } from "@/scripts/history/fill";
import { fillLong } from "@/scripts/history/fill-long";
import { storeLongChat } from "@/scripts/history/long-chat";
import { chances, searchTerm } from "@/scripts/history/words";
import { prepareDataDir } from "@/scripts/start/data-dir";
import { sentenceFor } from "@/scripts/start/failure";
import { startPostgres } from "@/scripts/start/postgres";
import { migrate } from "@/scripts/start/schema-engine";

const HELP = `npm run bench:history -- [--chats 5000] [--rounds 200]
npm run bench:history -- --fill EMAIL [--chats 5000]
npm run bench:history -- --long EMAIL [--messages 300] [--pictures 60]

Makes a fresh database (or takes DATABASE_URL's, where that is set) with that many chats of one person (and a fifth as many of another) and
measures what the list, the search and opening a chat take in it. Fails where one takes longer than
it may in 95 of 100 times: 500 ms to list and to open, 100 ms to search. A query that reads nothing is
measured beside them: what that takes is the machine's own. --fill writes the chats for the account with this address into the database of
DATA_DIR or DATABASE_URL instead, to look at them in a browser; --long writes one long chat with
pictures and prints its ids as JSON (npm run bench:long-chat measures one in a browser).`;

const LIST_MS = 500;
const SEARCH_MS = 100;
const LONG = 300;

function at(times: number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  times.push(performance.now() - began);
  return result;
}

/** Prints one line and says whether the 95th of 100 stayed within its bound. */
function report(what: string, times: number[], most: number): boolean {
  const [half, p95, longest] = [at(times, 0.5), at(times, 0.95), Math.max(...times)];
  const kept = p95 <= most;
  const figures = [half, p95, longest].map((ms) => `${ms.toFixed(1)} ms`);
  process.stdout.write(
    `${what}: median ${figures[0]}, p95 ${figures[1]}, longest ${figures[2]}; ${kept ? "within" : "OVER"} ${most} ms (${times.length} times)\n`,
  );
  return kept;
}

const newPerson = async (): Promise<string> =>
  (await db().user.create({ data: { guest: true }, select: { id: true } })).id;

async function measure(chats: number, rounds: number): Promise<boolean> {
  const [userId, other] = [await newPerson(), await newPerson()];
  await fillChats({ userId, chats, seed: 1 });
  await fillChats({ userId: other, chats: Math.ceil(chats / 5), seed: 2 });
  await db().$executeRaw`ANALYZE`;
  process.stdout.write(`${chats} chats of one person, 4 messages each\n`);
  const [empty, first, pages, opened, searched]: number[][] = [[], [], [], [], []];
  const ids: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const list = () => listChats(userId, after === null ? {} : { after });
    const page: Awaited<ReturnType<typeof listChats>> = await timed(pages ?? [], list);
    ids.push(...page.chats.map(({ id }) => id));
    after = page.next;
    more = after !== null;
  }
  if (new Set(ids).size !== chats) throw new Error(`the pages have ${ids.length} chats`);
  const chance = chances(3);
  let found = 0;
  for (let round = 0; round < rounds; round += 1) {
    await timed(empty ?? [], () => db().$queryRaw`SELECT 1 AS one`);
    await timed(first ?? [], () => listChats(userId));
    await timed(opened ?? [], () => getChat(userId, ids[Math.floor(chance() * ids.length)] ?? ""));
    const { hits } = await timed(searched ?? [], () => searchChats(userId, searchTerm(chance)));
    if (hits.length > 0) found += 1;
  }
  const long = await storeLongChat({ userId, messages: LONG });
  const [page, earlier, entered]: number[][] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    const { before } = await timed(page ?? [], () => getChat(userId, long.chatId, {}));
    await timed(earlier ?? [], () => getMessages(userId, long.chatId, before ?? ""));
    await timed(entered ?? [], () => findMessage(userId, long.chatId, "numbers of marks"));
  }
  process.stdout.write(`${found} of ${rounds} searches found something\n`);
  const load = loadavg().map((each) => each.toFixed(1));
  process.stdout.write(`load of the machine over 1, 5 and 15 minutes: ${load.join(", ")}\n`);
  return [
    report("a query that reads nothing", empty ?? [], LIST_MS),
    report("first page of the list", first ?? [], LIST_MS),
    report("each page of the list", pages ?? [], LIST_MS),
    report("opening a chat", opened ?? [], LIST_MS),
    report(`opening a chat of ${LONG} messages`, page ?? [], LIST_MS),
    report("the page before", earlier ?? [], LIST_MS),
    report("finding where a search's words stand in it", entered ?? [], LIST_MS),
    report("a search", searched ?? [], SEARCH_MS),
  ].every(Boolean);
}

async function accountOf(email: string): Promise<string> {
  const user = await db().user.findUnique({
    where: { email: email.toLowerCase() },
    select: { id: true },
  });
  if (user === null) throw new Error(`No account has the address ${email}. Sign up first.`);
  return user.id;
}

async function fill(email: string, chats: number): Promise<void> {
  await fillChats({ userId: await accountOf(email), chats, seed: Date.now() });
  process.stdout.write(`${chats} chats written for ${email}\n`);
}

async function withOwnDatabase(work: () => Promise<boolean>): Promise<boolean> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "evlf-history-"));
  // The database runs as another user when root starts it: let that user pass through.
  chmodSync(dataDir, 0o711);
  prepareDataDir(dataDir);
  const server = await startPostgres(process.cwd(), dataDir);
  try {
    await migrate(process.cwd(), server.url);
    Object.assign(process.env, { DATABASE_URL: server.url, DATA_DIR: dataDir });
    return await work();
  } finally {
    await closeDb();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      chats: { type: "string", default: "5000" },
      rounds: { type: "string", default: "200" },
      fill: { type: "string" },
      long: { type: "string" },
      messages: { type: "string", default: String(LONG) },
      pictures: { type: "string", default: "60" },
      help: { type: "boolean", default: false },
    },
  });
  const [chats, rounds] = [Number(values.chats), Number(values.rounds)];
  const [messages, pictures] = [Number(values.messages), Number(values.pictures)];
  const counts = [chats, rounds, messages, pictures];
  const bad = !counts.every((count) => Number.isInteger(count) && count > 0);
  if (values.help || bad) {
    process.stdout.write(`${HELP}\n`);
    return !bad;
  }
  process.env.AUTH_SECRET ||= "only this command reads it, to no end";
  const email = values.fill ?? values.long;
  if (email === undefined && process.env.DATABASE_URL) {
    process.env.DATA_DIR ||= tmpdir();
    const kept = await measure(chats, rounds);
    await closeDb();
    return kept;
  }
  if (email === undefined) return await withOwnDatabase(() => measure(chats, rounds));
  if (!process.env.DATABASE_URL) {
    // The server of an app that runs is taken over, and left running.
    const dataDir = path.resolve(process.env.DATA_DIR || ".data");
    process.env.DATA_DIR = dataDir;
    process.env.DATABASE_URL = (await startPostgres(process.cwd(), dataDir)).url;
  }
  if (values.long === undefined) await fill(email, chats);
  else {
    const made = await fillLong({ userId: await accountOf(email), messages, pictures });
    process.stdout.write(`${JSON.stringify(made)}\n`);
  }
  await closeDb();
  return true;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${sentenceFor(error)}\n`);
  process.exitCode = 1;
}
