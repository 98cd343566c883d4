import "server-only";
import { cookies, headers } from "next/headers";
import type { NextRequest } from "next/server";
import { AppError, notFound } from "../errors";
import { log } from "../log";
import { closeSession, currentSessionToken } from "./auth";
import type { CurrentUser } from "./current-user";
import { enterByProvider } from "./enter-by-provider";
import { forgetGuest, guestOfBrowser } from "./guest";
import { moveGuest } from "./move-guest";
import { oidcAuth } from "./oidc-auth";
import { type OidcSettings, oidcSettings } from "./oidc-settings";

/** Holds the id of the account that asked to be connected, while its person is at the provider. */
const CONNECT_COOKIE = "evlf-connect";
const CALLBACK = "/api/auth/callback";
const MINUTES = 10;

function settingsOrNothing(): OidcSettings {
  const settings = oidcSettings();
  if (settings === null) throw notFound("page");
  return settings;
}

/**
 * The provider's address to send this browser to. With an account given, coming back connects it.
 *
 * @throws AppError not-found where no provider is set, provider-down.
 */
export async function startOidc(connect: CurrentUser | null): Promise<string> {
  const { signIn } = oidcAuth(settingsOrNothing(), async () => "/sign-in?error=provider");
  const jar = await cookies();
  const redirectTo = connect === null ? "/" : "/account";
  let url: unknown;
  try {
    url = await signIn("oidc", { redirect: false, redirectTo });
  } catch (error) {
    throw down(error);
  }
  if (typeof url !== "string" || /\/sign-in\?error=/.test(url)) throw down(url);
  const secure = (await headers()).get("x-forwarded-proto") === "https";
  const form = { httpOnly: true, sameSite: "lax", path: CALLBACK, secure } as const;
  if (connect !== null) jar.set(CONNECT_COOKIE, connect.id, { ...form, maxAge: MINUTES * 60 });
  else jar.set(CONNECT_COOKIE, "", { ...form, maxAge: 0 });
  return url;
}

/**
 * Takes somebody back from the provider: signs in (a guest's chats move along), connects, or goes to
 * the page that says why not.
 *
 * @throws AppError not-found where no provider is set.
 */
export async function finishOidc(
  request: NextRequest,
  user: CurrentUser | null,
): Promise<Response> {
  const settings = settingsOrNothing();
  const jar = await cookies();
  const asked = jar.get(CONNECT_COOKIE)?.value || undefined;
  if (asked !== undefined) jar.set(CONNECT_COOKIE, "", { path: CALLBACK, maxAge: 0 });
  // Whoever asked must be signed in still, and as the same.
  const signedIn = user !== null && !user.guest && user.id === asked;
  if (asked !== undefined && !signedIn) return go("/sign-in?error=provider");
  const connectTo = asked ?? null;
  const guest = await guestOfBrowser();
  const before = await currentSessionToken();
  let userId: string | null = null;
  const { handlers } = oidcAuth(settings, async (identity) => {
    const entered = await enterByProvider({ identity, connectTo });
    const back = connectTo === null ? "/sign-in" : "/account";
    if ("problem" in entered) return `${back}?error=${entered.problem}`;
    if (connectTo !== null) return "/account";
    userId = entered.userId;
    return true;
  });
  const answer = await handlers.GET(withoutSession(request));
  // Overwritten in this browser, so nobody could sign it out any more.
  if (userId !== null && before !== null) await closeSession(before);
  if (userId !== null && guest !== null) {
    await moveGuest(guest.id, userId);
    await forgetGuest();
  }
  return plainly(answer, connectTo === null ? "/sign-in" : "/account");
}

/**
 * The request as Auth.js may see it: under the address that it told the provider, and without the
 * cookie of a session, for which it would connect accounts by itself, an ended one's too.
 */
function withoutSession(request: NextRequest): NextRequest {
  const sent = new Headers(request.headers);
  const pairs = (sent.get("cookie") ?? "").split(/;\s*/);
  const checks = /^(__Secure-|__Host-)?authjs\.(state|nonce|pkce|callback-url)/;
  sent.set("cookie", pairs.filter((pair) => checks.test(pair)).join("; "));
  const { pathname, search } = new URL(request.url);
  const protocol = sent.get("x-forwarded-proto") ?? "http";
  const host = sent.get("x-forwarded-host") ?? sent.get("host") ?? "localhost";
  const url = `${protocol}://${host}${pathname}${search}`;
  // Not a NextRequest: that calls 127.0.0.1 localhost, and the provider was told the former.
  const plain = Object.assign(new Request(url, { headers: sent }), { nextUrl: new URL(url) });
  return plain as unknown as NextRequest;
}

/** The answer, with an Auth.js error's name replaced by our own word for all of them. */
function plainly(answer: Response, back: string): Response {
  const to = answer.headers.get("location");
  const target = new URL(to ?? "/", "http://here");
  const error = target.searchParams.get("error");
  const ours = error === null || /^[a-z-]+$/.test(error);
  const location =
    to !== null && ours ? `${target.pathname}${target.search}` : `${back}?error=provider`;
  return go(location, answer.headers.getSetCookie());
}

/** Relative, so that no header of the request decides where it leads. */
function go(location: string, set: string[] = []): Response {
  const headers = new Headers({ location, "cache-control": "no-store" });
  for (const cookie of set) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

function down(cause: unknown): AppError {
  log().warn({ cause: cause instanceof Error ? cause.name : "refused" }, "no way to the provider");
  return new AppError(
    "provider-down",
    "The place where you sign in does not answer. Try again in a moment, or use a password.",
    "the OpenID provider can't be reached",
    { cause },
  );
}
