import { randomUUID } from "node:crypto";
import { findDoors } from "./doors";
import { MATRIX } from "./matrix";
import type { Row } from "./row";
import type { Answer } from "./send";
import type { Tally } from "./tally";
import { ACTORS, type Actor, json, type World } from "./world";

/** A row for each door that the walk finds, and no row for a door that is gone. */
export function checkRows(root: string, { check }: Tally): void {
  const doors = findDoors(root);
  const rows = new Set(MATRIX.map((row) => row.door));
  check("rows", "the walk finds doors", doors.length > 20, doors.length);
  for (const door of doors) check("rows", `a row for ${door}`, rows.has(door));
  for (const door of rows) check("rows", `a door for the row ${door}`, doors.includes(door));
}

/** Everybody at one door; the owner's things must not show in anybody else's answer. */
async function checkRow(world: World, row: Row, actor: Actor, { check }: Tally): Promise<void> {
  const answer = await world.as(actor, row.path(world), row.init?.(world) ?? {});
  const name = `${row.door} as ${actor}`;
  const wanted = row.status[actor];
  check("matrix", `${name} answers ${wanted}`, answer.status === wanted, answer.status);
  if (actor !== "owner" && row.open !== true) {
    // An admin knows who has an account.
    const secrets = actor === "admin" ? world.secrets.slice(0, 1) : world.secrets;
    const found = secrets.filter((secret) => answer.text.includes(secret));
    check("matrix", `${name} shows nothing of the owner`, found.length === 0, found);
  }
  if (row.without !== undefined) {
    const found = row.without(world, actor).filter((word) => answer.text.includes(word));
    check("matrix", `${name} shows nothing that it should not`, found.length === 0, found);
  }
}

/** What the owner has is as it was: nobody's refused request changed a thing. */
async function checkUntouched(world: World, { check }: Tally): Promise<void> {
  const { as, chat, image, secrets } = world;
  const marker = secrets[0] ?? "";
  const answer = await as("owner", `/api/chats/${chat}`);
  check("matrix", "the owner's chat is still there", answer.status === 200, answer.status);
  if (answer.status !== 200) return;
  const detail = json<{ title: string; messages: unknown[]; activeTurnId: string | null }>(answer);
  check("matrix", "its title is the owner's", detail.title.includes(marker), detail.title);
  check("matrix", "it has its two messages", detail.messages.length === 2, detail.messages.length);
  check("matrix", "its question still waits", detail.activeTurnId === world.turn);
  const picture = await as("owner", `/api/images/${image}`);
  const sessions = json<{ id: string }[]>(await as("owner", "/api/sessions"));
  const still = sessions.some(({ id }) => id === world.session);
  check("matrix", "the owner's other browser is still signed in", still);
  check("matrix", "its picture is there", picture.status === 200, picture.status);
}

/** Runs the matrix: first everybody else at each door, then the owner. */
export async function checkMatrix(world: World, tally: Tally): Promise<void> {
  const { check } = tally;
  const others = ACTORS.filter((actor) => actor !== "owner");
  // Signing out ends what the other rows need, so it is tried when they are done.
  const leaves = (row: Row): boolean => row.door === "DELETE /api/session";
  for (const row of MATRIX.filter((each) => !leaves(each)))
    for (const actor of others) await checkRow(world, row, actor, tally);
  await checkUntouched(world, tally);
  for (const row of MATRIX.filter((each) => !leaves(each)))
    await checkRow(world, row, "owner", tally);
  for (const row of MATRIX.filter(leaves))
    for (const actor of ACTORS) await checkRow(world, row, actor, tally);
  for (const actor of ["owner", "other", "admin", "revoked"] as const) {
    const me = json<{ id: string | null }>(await world.as(actor, "/api/me"));
    check("matrix", `the cookie of ${actor} is worth nothing after signing out`, me.id === null);
  }
}

/** What must be the same about two answers for one to tell no more than the other. */
export function shapeOf({ status, headers, text }: Answer): string {
  // Of every answer its own, whatever was asked.
  const { date: _, "keep-alive": __, "x-request-id": ___, ...rest } = headers;
  return JSON.stringify([status, rest, text]);
}

/** Somebody else's id answers exactly like one that nobody has. */
export async function checkGuessing(world: World, { check }: Tally): Promise<void> {
  const rows = MATRIX.filter(({ door }) => door.includes("[id]") && door.includes("/api/"));
  for (const row of rows) {
    const { chat, image, turn, session, share, target } = world;
    const theirs = [chat, image, turn, session, share, world.export, target].find((id) =>
      row.path(world).includes(id),
    );
    if (theirs === undefined) continue;
    const init = row.init?.(world) ?? {};
    for (const actor of ["other", "guest", "admin", "signed out"] as const) {
      if (actor === row.by) continue;
      const path = row.path(world);
      const real = await world.as(actor, path, init);
      const none = await world.as(actor, path.replace(theirs, randomUUID()), init);
      // Asking in a chat that nobody has makes it: there the status must differ, as it should.
      if (row.door.startsWith("POST /api/chats/[id]/turns")) {
        check("guessing", `${row.door} as ${actor} is refused`, real.status === 404, real.status);
        continue;
      }
      const same = shapeOf(real) === shapeOf(none);
      check("guessing", `${row.door} as ${actor}`, same, `${shapeOf(real)} / ${shapeOf(none)}`);
    }
  }
}
