import { MATRIX } from "./matrix";
import { type Answer, send } from "./send";
import type { Tally } from "./tally";
import type { World } from "./world";

const header = (answer: Answer, name: string): string => String(answer.headers[name] ?? "");
const nonceOf = (policy: string): string => /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";

/** A page's policy lets run only what carries its nonce, and everything inline carries it. */
function checkPolicy(name: string, answer: Answer, { check }: Tally): void {
  const policy = header(answer, "content-security-policy");
  const nonce = nonceOf(policy);
  check("policy", `${name} has a nonce`, nonce.length >= 20, policy);
  const loose = /unsafe-inline|unsafe-eval|\*|https?:/.exec(policy);
  check("policy", `${name} allows nothing loose`, loose === null, policy);
  for (const part of ["frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"])
    check("policy", `${name} says ${part}`, policy.includes(part), policy);
  const tags = answer.text.match(/<(script|style)\b[^>]*>/g) ?? [];
  check("policy", `${name} has scripts to look at`, tags.length > 0);
  const bare = tags.filter((tag) => !tag.includes(`nonce="${nonce}"`));
  check("policy", `${name} has no script or style without it`, bare.length === 0, bare);
  const handlers = answer.text
    .replace(/<script\b[\s\S]*?<\/script>/g, "")
    .match(/<[a-z][^>]*\s(on[a-z]+|style)=|(href|src)="javascript:/gi);
  check("policy", `${name} has no handler or style in a tag`, handlers === null, handlers);
}

function checkEverywhere(name: string, answer: Answer, { check }: Tally): void {
  const wanted: [string, RegExp][] = [
    ["x-content-type-options", /^nosniff$/],
    ["referrer-policy", /^no-referrer$/],
    ["permissions-policy", /camera=\(\)/],
    ["content-security-policy", /frame-ancestors 'none'/],
    ["cross-origin-resource-policy", /^same-origin$/],
  ];
  for (const [key, value] of wanted)
    check("headers", `${name} has ${key}`, value.test(header(answer, key)), header(answer, key));
  check("headers", `${name} hides what serves it`, header(answer, "x-powered-by") === "");
}

function checkCookies(name: string, answer: Answer, secure: boolean, { check }: Tally): void {
  const set = answer.headers["set-cookie"] ?? [];
  check("cookies", `${name} sets one`, set.length > 0);
  for (const cookie of set.filter((each) => !/=;/.test(each))) {
    check("cookies", `${name}: httpOnly`, /;\s*HttpOnly/i.test(cookie), cookie);
    check("cookies", `${name}: same-site`, /;\s*SameSite=(lax|strict)/i.test(cookie), cookie);
    check("cookies", `${name}: secure`, /;\s*Secure/i.test(cookie) === secure, cookie);
  }
}

/** Headers of every door, the policy of every page, cookies, and pictures. */
export async function checkHeaders(world: World, tally: Tally): Promise<void> {
  const { check } = tally;
  const { as, base, image } = world;
  const missing = [{ door: "PAGE missing", path: () => "/no/such/page" }];
  for (const row of [...MATRIX.filter(({ door }) => /^(GET|PAGE)/.test(door)), ...missing]) {
    const first = row.door.includes("stream") || row.door === "GET /api/changes";
    const answer = await as("owner", row.path(world), { first });
    checkEverywhere(row.door, answer, tally);
    if (row.door.startsWith("PAGE")) checkPolicy(row.door, answer, tally);
  }
  const nowhere = ["/no/such/page", "/chat/not-a-chat", "/cards/no-such-card", "/admin/queue"];
  for (const path of nowhere) {
    const { status, text } = await as("other", path);
    check("missing", `${path} answers 404`, status === 404, status);
    check("missing", `${path} says so`, text.includes("This page is not here"));
  }
  const [one, two] = [await as("owner", "/"), await as("owner", "/")];
  const nonces = [one, two].map((each) => nonceOf(header(each, "content-security-policy")));
  check("policy", "each page has a nonce of its own", nonces[0] !== nonces[1], nonces);
  const forged = "Zm9yZ2VkIG5vbmNlIG9mIG1pbmUh";
  const headers = {
    "x-nonce": forged,
    "content-security-policy": `script-src 'nonce-${forged}'`,
    "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
  };
  const answer = await as("owner", "/", { headers });
  check("policy", "a nonce that the request brings is not taken", !answer.text.includes(forged));
  checkPolicy("a page asked for past the proxy", answer, tally);

  const tls = { "x-forwarded-proto": "https" };
  const strict = "strict-transport-security";
  check(
    "headers",
    "HSTS behind TLS",
    header(await as("owner", "/", { headers: tls }), strict) !== "",
  );
  check("headers", "no HSTS without TLS", header(one, strict) === "");

  const guest = { method: "PATCH", body: { audience: "patient" } };
  checkCookies("a new guest", await send(base, "/api/me", guest), false, tally);
  checkCookies(
    "a new guest over TLS",
    await send(base, "/api/me", { ...guest, headers: tls }),
    true,
    tally,
  );
  const signIn = { method: "POST", body: { email: world.email.owner, password: world.password } };
  checkCookies("signing in", await send(base, "/api/session", signIn), false, tally);

  for (const path of [`/api/images/${image}`, `/api/images/${image}/seen`]) {
    const picture = await as("owner", path);
    check("pictures", `${path} is a PNG`, header(picture, "content-type") === "image/png");
    const caching = header(picture, "cache-control");
    check("pictures", `${path} is kept privately`, /private/.test(caching), caching);
  }
  const around = [
    `/_next/image?url=${encodeURIComponent(`/api/images/${image}`)}&w=64&q=75`,
    `/images/${image}.png`,
    `/data/images/${image}.png`,
  ];
  for (const path of around) {
    const tried = await as("owner", path);
    const picture = header(tried, "content-type").startsWith("image/");
    check("pictures", `no picture by ${path}`, !picture, tried.status);
  }
}
