import type { SessionInfo } from "@/lib/contracts/account";
import { type Answer, cookiesOf, send } from "./send";
import type { Tally } from "./tally";
import { json, signUp, type World } from "./world";

/** Signing in over an open session ends it, as nobody could sign it out any more; no other. */
export async function checkSessions({ base }: World, { check }: Tally): Promise<void> {
  const email = `twice-${crypto.randomUUID()}@example.org`;
  const password = "four plain words here";
  const first = await signUp(base, email, password);
  const body = { email, password };
  const signIn = (cookie = ""): Promise<Answer> =>
    send(base, "/api/session", { method: "POST", body, cookie });
  const elsewhere = cookiesOf(await signIn());
  const second = cookiesOf(await signIn(first), first);
  const old = await send(base, "/api/sessions", { cookie: first });
  check("sessions", "a session that was signed in over is worth nothing", old.status === 401);
  const open = await send(base, "/api/sessions", { cookie: second });
  const rows = open.status === 200 ? json<SessionInfo[]>(open).length : 0;
  check("sessions", "the new one and that of another browser are open", rows === 2, open.text);
  const other = await send(base, "/api/sessions", { cookie: elsewhere });
  check("sessions", "the other browser is still signed in", other.status === 200, other.status);
  const wrong = { email, password: "not the words of it" };
  await send(base, "/api/session", { method: "POST", body: wrong, cookie: second });
  const kept = await send(base, "/api/sessions", { cookie: second });
  check("sessions", "a refused sign-in ends nothing", kept.status === 200, kept.status);
  // Another account, made in a browser that is signed in.
  const account = { email: `next-${email}`, password };
  await send(base, "/api/account", { method: "POST", body: account, cookie: second });
  const gone = await send(base, "/api/sessions", { cookie: second });
  check("sessions", "signing up over a session ends it too", gone.status === 401, gone.status);
}
