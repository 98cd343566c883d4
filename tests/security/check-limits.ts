import { randomUUID } from "node:crypto";
import { LIMITS } from "@/lib/server/limits";
import { type Answer, cookiesOf, type Init, send } from "./send";
import type { Tally } from "./tally";
import { questionOf, signUp, type World } from "./world";

/** Sends until refused, at most a few times more than the limit; answers what refused, or null. */
async function untilRefused(
  max: number,
  once: (n: number) => Promise<Answer>,
): Promise<{ after: number; answer: Answer } | null> {
  for (let n = 0; n < max + 3; n += 1) {
    const answer = await once(n);
    if (answer.status === 429) return { after: n, answer };
  }
  return null;
}

/** Tries at signing in, uploads and questions are counted by address, by account and by guest. */
export async function checkLimits(world: World, { check }: Tally): Promise<void> {
  const { base, png } = world;
  const from = (address: string, path: string, init: Init): Promise<Answer> =>
    send(base, path, { ...init, headers: { "x-forwarded-for": address, ...init.headers } });
  const nobody = () => ({ email: `${randomUUID()}@example.org`, password: "a wrong password" });
  // People of their own, so that nobody else's requests are held back.
  const account = await signUp(base, `${randomUUID()}@example.org`);
  const becoming = { method: "PATCH", body: { audience: "student" } };
  const guest = cookiesOf(await send(base, "/api/me", becoming));
  const small = { method: "POST", body: "no picture" };
  const empty = { method: "POST", body: { ...questionOf("x"), text: "" } };
  const tries: [string, number, (n: number) => Promise<Answer>][] = [
    [
      "signing in from one address",
      LIMITS.signIn.perAddress,
      () => from("192.0.2.1", "/api/session", { method: "POST", body: nobody() }),
    ],
    [
      "signing in from one address behind forged ones",
      LIMITS.signIn.perAddress,
      (n) => from(`198.51.100.${n}, 192.0.2.2`, "/api/session", { method: "POST", body: nobody() }),
    ],
    [
      "one account's password from many addresses",
      10,
      () => {
        const body = { email: world.email.revoked, password: "a wrong password" };
        return send(base, "/api/session", { method: "POST", body });
      },
    ],
    [
      "uploads of one guest",
      LIMITS.upload.max,
      () => send(base, "/api/images", { ...small, cookie: guest }),
    ],
    [
      "uploads of one account",
      LIMITS.upload.max,
      () => send(base, "/api/images", { ...small, cookie: account }),
    ],
    [
      "uploads of ever new guests of one address",
      LIMITS.upload.perAddress,
      () => from("192.0.2.3", "/api/images", small),
    ],
    [
      "questions of one account",
      LIMITS.question.max,
      () => {
        const path = `/api/chats/${randomUUID()}/turns`;
        return send(base, path, { ...empty, cookie: account });
      },
    ],
  ];
  for (const [name, max, once] of tries) {
    const refused = await untilRefused(max, once);
    check("limits", `${name} is refused in the end`, refused !== null);
    if (refused === null) continue;
    const { after, answer } = refused;
    check("limits", `${name} is not refused before`, after >= Math.min(max, 5), after);
    const wait = Number(answer.headers["retry-after"]);
    check("limits", `${name} says when to come back`, wait > 0 && wait <= 600, wait);
    const told = /(Try again in|Wait) \d+ (seconds|minutes)\./.test(answer.text);
    check("limits", `${name} says it in a sentence`, told, answer.text);
  }
  const elsewhere = { method: "POST", body: nobody() };
  const fine = await from("192.0.2.77", "/api/session", elsewhere);
  check("limits", "another address is not held back", fine.status === 401, fine.status);
  const bytes = await send(base, "/api/images", {
    ...{ method: "POST", body: png, cookie: world.cookie.other },
  });
  check("limits", "another account is not held back", bytes.status === 201, bytes.status);
}
