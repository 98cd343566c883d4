import { ADMIN_PAGES } from "./matrix-admin";
import { cookiesOf, send } from "./send";
import type { Tally } from "./tally";
import { json, type World } from "./world";

/**
 * An admin reads the admin's pages and, with whatever is searched for, no word, title, picture's
 * name or finding of a chat. Then that no way of signing in is open to who guesses.
 */
export async function checkAdmin(world: World, { check }: Tally): Promise<void> {
  const { db } = await import("@/lib/server/db");
  const { chat, image, turn, question, email } = world;
  const marker = world.secrets[0] ?? "";
  const owner = await db().user.findUniqueOrThrow({ where: { email: email.owner } });
  const mine = await world.as("owner", `/api/chats/${chat}`);
  check("admin", "the owner's own answer holds the word", mine.text.includes(marker));
  for (const [path, words] of Object.entries(ADMIN_PAGES)) {
    const answer = await world.as("admin", path);
    check("admin", `${path} is shown to an admin`, answer.text.includes(words), answer.status);
  }
  const searches = [
    ...[owner.id, email.owner].flatMap((who) => [`q=${who}`, `person=${who}`]),
    ...[chat, image, turn, question].map((id) => `thing=${id}`),
    ...["kind=guests", "kind=admins", "kind=disabled", "action=chat-renamed", `q=${marker}`],
    "after=0_00000000-0000-0000-0000-000000000000",
  ];
  // As a page, and as the data that a browser asks for on its way from page to page.
  const forms = [{}, { rsc: "1" }];
  for (const path of ["/admin", ...Object.keys(ADMIN_PAGES)]) {
    for (const query of ["", ...searches]) {
      for (const headers of forms) {
        const { text, status } = await world.as("admin", `${path}?${query}`, { headers });
        const searched = query.endsWith(marker);
        // What was searched for stands in the search box again, and nowhere else.
        const seen = text.split(marker).length - 1;
        const name = `${path}?${query} ${JSON.stringify(headers)}`;
        check("admin", `${name} answers`, status < 400, status);
        if (!searched) check("admin", `${name} holds no word of a chat`, seen === 0, seen);
      }
    }
  }
  const found = await world.as("admin", `/admin/audit?thing=${chat}`);
  check("admin", "the audit is found by its thing", found.text.includes("chat"), found.status);
  const theirs = await world.as("admin", `/admin/users?q=${email.owner}`);
  check("admin", "an account is found by its e-mail", theirs.text.includes(owner.id));
  for (const path of [`/api/chats/${chat}`, `/api/images/${image}`, `/api/turns/${turn}/stream`]) {
    const answer = await world.as("admin", path, { first: true });
    check("admin", `${path} is not there for an admin`, answer.status === 404, answer.status);
  }
  await checkSignIn(world, { check });
}

/** Nobody comes in by the provider's way back without having gone there. */
async function checkSignIn(
  { base, cookie }: World,
  { check }: Pick<Tally, "check">,
): Promise<void> {
  const tries = [
    "code=x&state=y",
    "code=x",
    "state=y",
    "error=access_denied&state=y",
    "code=x&state=y&iss=http%3A%2F%2Fevil.example",
    "",
  ];
  for (const query of tries) {
    const path = `/api/auth/callback/oidc?${query}`;
    for (const sent of ["", "authjs.state=forged; authjs.nonce=forged", cookie.other]) {
      const answer = await send(base, path, { cookie: sent });
      const { location = "", "set-cookie": set = [] } = answer.headers;
      const name = `callback ?${query} with ${sent.slice(0, 12)}`;
      check(
        "sign-in",
        `${name} leads to the refusal`,
        location === "/sign-in?error=provider",
        location,
      );
      const opened = set.some((each) => /session-token=[^;]/.test(each));
      check("sign-in", `${name} opens no session`, !opened, set);
    }
    const forged = { "x-forwarded-host": "evil.example" };
    const away = (await send(base, path, { headers: forged })).headers.location ?? "";
    check("sign-in", `callback ?${query} leads nowhere else`, !/evil/.test(away), away);
  }
  // Becoming connected without being signed in.
  const body = { connect: true };
  const stranger = await send(base, "/api/oidc", { method: "POST", body });
  check("sign-in", "nobody connects nothing", stranger.status === 401, stranger.status);
  const planted = await send(base, "/api/auth/callback/oidc?code=x&state=y", {
    cookie: "evlf-connect=00000000-0000-0000-0000-000000000000",
  });
  const refused = planted.headers.location === "/sign-in?error=provider";
  check("sign-in", "a planted wish to connect is refused", refused, planted.headers.location);
  const kept = json<{ id: string | null }>(
    await send(base, "/api/me", { cookie: cookiesOf(planted) }),
  );
  check("sign-in", "and nobody is signed in by it", kept.id === null);
}
