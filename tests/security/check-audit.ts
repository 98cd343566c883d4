import { randomUUID } from "node:crypto";
import { AUDITED, EXEMPT } from "./audited";
import { MATRIX } from "./matrix";
import { type Answer, type Init, send } from "./send";
import type { Tally } from "./tally";
import { type Actor, makeWorld, type World } from "./world";

const changes = (door: string): boolean => /^(POST|PUT|PATCH|DELETE) /.test(door);
const went = ({ status }: Pick<Answer, "status">): boolean => status >= 200 && status < 300;

let sent = 0;
/** An address that no other request comes from: it tells which rows are this request's. */
function ownAddress(): string {
  sent += 1;
  return `203.0.${sent >> 8}.${sent & 255}`;
}

/**
 * Every door that changes something writes who did it, to what and from where. The doors are those
 * of the matrix, as whoever gets in; what fails there by intent is done here as it succeeds. A door
 * that is neither done nor excused with a reason fails.
 */
export async function checkAudit(first: World, { check }: Tally): Promise<void> {
  const { db } = await import("@/lib/server/db");
  // People and things of its own: what is deleted here is needed after.
  const world = await makeWorld(first.base);
  const done = new Set<string>();

  const once = async (door: string, path: string, init: Init): Promise<Answer> => {
    const address = ownAddress();
    const headers = { ...init.headers, "x-forwarded-for": address };
    const answer = await send(world.base, path, { ...init, headers });
    if (!went(answer)) return answer;
    done.add(door);
    const rows = await db().audit.findMany({ where: { address } });
    check("audit", `${door} writes a row`, rows.length > 0, `${answer.status} ${answer.text}`);
    const whole = rows.every(({ action, userId }) => action !== "" && userId !== null);
    check("audit", `${door} says who did what`, whole, JSON.stringify(rows));
    const things = rows.filter(
      ({ action, subject }) => subject !== null || action.startsWith("sign"),
    );
    check("audit", `${door} says to what`, things.length > 0, JSON.stringify(rows));
    const words = JSON.stringify(rows);
    const told = world.secrets.filter((secret) => words.includes(secret));
    check("audit", `${door} tells no word of a chat and no e-mail`, told.length === 0, told);
    return answer;
  };

  for (const row of MATRIX) {
    const by: Actor = row.by ?? "owner";
    if (!changes(row.door) || row.status[by] >= 300 || row.door === "DELETE /api/session") continue;
    if (row.door in EXEMPT) continue;
    const init = { ...row.init?.(world), cookie: world.cookie[by] };
    const answer = await once(row.door, row.path(world), init);
    check("audit", `${row.door} is done`, went(answer), `${answer.status} ${answer.text}`);
  }
  for (const { door, run } of AUDITED) {
    const answer = await run(world, (path, init) => once(door, path, init));
    check("audit", `${door} is done`, went(answer), `${answer.status} ${answer.text}`);
  }
  const doors = new Set(MATRIX.map(({ door }) => door).filter(changes));
  check("audit", "there are doors that change things", doors.size > 20, doors.size);
  for (const door of doors) {
    const excused = door in EXEMPT;
    check("audit", `${door} is done or excused`, done.has(door) !== excused);
  }
  for (const door of Object.keys(EXEMPT)) check("audit", `a door for ${door}`, doors.has(door));
  await checkRefusals(world, { check });
}

/** What was refused and changed nothing writes no row, but for a wrong password. */
async function checkRefusals(world: World, { check }: Pick<Tally, "check">): Promise<void> {
  const { db } = await import("@/lib/server/db");
  const address = ownAddress();
  const headers = { "x-forwarded-for": address };
  const path = `/api/chats/${randomUUID()}`;
  const cookie = world.cookie.other;
  await send(world.base, path, { method: "DELETE", headers, cookie });
  const none = await db().audit.count({ where: { address } });
  check("audit", "a refused deletion is no row", none === 0, none);
  const body = { email: world.email.target, password: "a wrong password" };
  await send(world.base, "/api/session", { method: "POST", headers, body });
  const rows = await db().audit.findMany({ where: { address } });
  const told = rows.length === 1 && rows[0]?.action === "sign-in-refused";
  check("audit", "a wrong password is a row", told, JSON.stringify(rows));
}
