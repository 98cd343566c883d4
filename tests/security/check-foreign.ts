import { MATRIX } from "./matrix";
import type { Tally } from "./tally";
import { json, type World } from "./world";

const FOREIGN: Record<string, string>[] = [
  { origin: "http://evil.example" },
  { origin: "null" },
  { origin: "http://127.0.0.1:1" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
];

/** A page of another site can change nothing with the owner's cookie, at any door. */
export async function checkForeign(world: World, { check }: Tally): Promise<void> {
  const doors = MATRIX.filter(({ door }) => /^(POST|PUT|PATCH|DELETE) /.test(door));
  check("foreign", "there are doors that change things", doors.length > 10, doors.length);
  for (const row of doors) {
    const init = row.init?.(world) ?? {};
    for (const headers of FOREIGN) {
      const sent = { ...init, headers: { ...init.headers, ...headers } };
      const answer = await world.as("owner", row.path(world), sent);
      const name = `${row.door} with ${JSON.stringify(headers)}`;
      const refused = answer.status === 403 && answer.text.includes('"foreign-origin"');
      check("foreign", name, refused, `${answer.status} ${answer.text}`);
    }
  }
  const own = { origin: world.base, "sec-fetch-site": "same-origin" };
  const init = { method: "PATCH", body: { audience: "student" }, headers: own };
  const mine = await world.as("owner", "/api/me", init);
  check("foreign", "the app's own page is served", mine.status === 200, mine.status);
  const still = await world.as("owner", "/api/me");
  check("foreign", "the owner is still signed in", json<{ id: string | null }>(still).id !== null);
}
