import "server-only";
import type { NextRequest } from "next/server";
import type { z } from "zod";
import type { ErrorAnswer } from "@/lib/contracts/api";
import { readJson } from "./body";
import { asCaller } from "./caller";
import { callerOf } from "./caller-of";
import { env } from "./env";
import { AppError, notFound, quotable, toAppError } from "./errors";
import { takeFromLimit } from "./limit";
import { limitNow } from "./limit-settings";
import type { NamedLimit } from "./limits";
import { log } from "./log";
import { metrics } from "./metrics/metrics";
import { type Owned, owned } from "./owner";
import { requestIdOf, withRequestId } from "./request-id";
import { takeFromSharedLimit } from "./shared-limit";
import { switchedOff } from "./switched-off";
import { type CurrentUser, currentUser } from "./users/current-user";
import { makeGuest } from "./users/guest";

/**
 * Who may call: `guest` makes a guest where there is nobody; `required` wants a guest or an account;
 * `admin` wants an admin, and for everybody else nothing is there; `optional` takes anybody and
 * looks who it is; `none` doesn't look.
 */
type UserRule = "guest" | "required" | "admin" | "optional" | "none";

type UserFor<U extends UserRule> = U extends "guest" | "required" | "admin"
  ? CurrentUser
  : U extends "optional"
    ? CurrentUser | null
    : null;

export type GuardOptions<U extends UserRule, P, B, Q> = {
  user: U;
  /** How often one person (or, without one, one address) may call; the name groups routes. */
  limit: NamedLimit;
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  /** A JSON body of this form, up to 64 kB. */
  body?: z.ZodType<B>;
  /** The id in the address names this and must be the caller's; others get not-found. */
  owns?: Owned;
};

export type GuardInput<U extends UserRule, P, B, Q> = {
  request: NextRequest;
  user: UserFor<U>;
  params: P;
  query: Q;
  body: B;
};

type Context = { params: Promise<Record<string, string | string[] | undefined>> };
type Handler = (request: NextRequest, context: Context) => Promise<Response>;

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/** A browser says where a request comes from; one that a foreign page sent is refused. */
function refuseForeign(request: NextRequest): void {
  if (READS.has(request.method) || switchedOff("origin")) return;
  const origin = request.headers.get("origin");
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  const site = request.headers.get("sec-fetch-site");
  const foreign =
    (origin !== null && (!URL.canParse(origin) || new URL(origin).host !== host)) ||
    site === "cross-site" ||
    site === "same-site";
  if (foreign) {
    throw new AppError("foreign-origin", "Another site sent this request, so it was refused.");
  }
}

async function findUser(rule: UserRule): Promise<CurrentUser | null> {
  if (rule === "none") return null;
  const user = await currentUser();
  if (user !== null && rule === "admin" && user.role !== "admin" && !switchedOff("admin")) {
    throw notFound("page");
  }
  if (user !== null || rule === "optional") return user;
  if (rule === "guest") {
    const made = await makeGuest();
    return { ...made, guest: true, email: null, name: null, audience: null, role: "user" };
  }
  throw new AppError("unauthenticated", "Sign in, or ask a first question, to see this.");
}

function tooOften(wait: number): AppError {
  const when = wait < 120 ? `${wait} seconds` : `${Math.ceil(wait / 60)} minutes`;
  const sentence = `That was too often. Try again in ${when}.`;
  return new AppError("rate-limited", sentence, undefined, { retryAfterSeconds: wait });
}

/** What all web servers count together, by address; before a guest is made. */
async function applyAddressLimit(limit: NamedLimit, address: string): Promise<void> {
  if (limit.perAddress === undefined || switchedOff("limit")) return;
  const { name, windowMs, perAddress } = limit;
  const max = await limitNow(`${name}@`, perAddress);
  const wait = await takeFromSharedLimit(`${name}@${address}`, { max, windowMs });
  if (wait > 0) throw tooOften(wait);
}

async function applyLimit(limit: NamedLimit, user: string | null, address: string): Promise<void> {
  if (switchedOff("limit")) return;
  const shared = limit.perAddress !== undefined;
  // Counted by its address already; `max` is for one person.
  if (shared && user === null) return;
  const key = `${limit.name}:${user ?? address}`;
  const { windowMs } = limit;
  const wait = shared
    ? await takeFromSharedLimit(key, { max: await limitNow(limit.name, limit.max), windowMs })
    : takeFromLimit(key, limit);
  if (wait > 0) throw tooOften(wait);
}

function parse<T>(schema: z.ZodType<T> | undefined, value: unknown): T {
  if (schema === undefined) return undefined as T;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue && issue.path.length > 0 ? `${issue.path.join(".")}: ` : "";
  throw new AppError(
    "bad-input",
    issue?.message ?? "That can't be read.",
    `${where}${issue?.message}`,
  );
}

/** The answer for an error; what is our fault goes to the log with its stack. */
export function errorResponse(error: unknown): Response {
  const known = toAppError(error);
  if (known.status >= 500) {
    log().error({ err: known.cause ?? known, code: quotable(known) }, known.code);
    metrics().errors.inc({ code: known.code });
  }
  const body: ErrorAnswer = { error: { code: quotable(known), message: known.person } };
  const headers =
    known.retryAfterSeconds === null ? {} : { "retry-after": String(known.retryAfterSeconds) };
  return Response.json(body, { status: known.status, headers });
}

/** Counts an answer, and writes one line about it: the address without what was searched for. */
function noteAnswer(request: NextRequest, kind: string, status: number, begun: number): void {
  const { method } = request;
  const ms = Math.round(performance.now() - begun);
  metrics().requests.inc({ kind, method, status });
  metrics().requestSeconds.observe({ kind }, ms / 1000);
  const level = kind === "health" || kind === "metrics" ? "debug" : "info";
  log()[level]({ method, path: new URL(request.url).pathname, status, ms }, "request");
}

const isRedirect = (error: unknown): boolean =>
  typeof error === "object" &&
  error !== null &&
  "digest" in error &&
  String(error.digest).startsWith("NEXT_");

/**
 * The one wrapper around every route handler: refuses foreign origins, finds the user, applies the
 * rate limit, parses address, query and body, checks ownership, and turns errors into answers
 * `{error: {code, message}}`. A handler gives a Response, or data to send as JSON.
 */
export function guard<U extends UserRule, P = undefined, B = undefined, Q = undefined>(
  options: GuardOptions<U, P, B, Q>,
  handler: (input: GuardInput<U, P, B, Q>) => Promise<unknown>,
): Handler {
  const answer: Handler = async (request, context) => {
    refuseForeign(request);
    const { address } = callerOf(request.headers);
    const params = parse(options.params, await context.params);
    const query = parse(options.query, Object.fromEntries(new URL(request.url).searchParams));
    await applyAddressLimit(options.limit, address);
    const user = await findUser(options.user);
    await applyLimit(options.limit, user?.id ?? null, address);
    if (options.owns !== undefined) await owned(options.owns, params, user?.id ?? null);
    const body = options.body === undefined ? undefined : await readJson(request);
    const result = await handler({
      request,
      user: user as UserFor<U>,
      params,
      query,
      body: parse(options.body, body),
    });
    return result instanceof Response ? result : Response.json(result);
  };
  return async (request, context) => {
    const begun = performance.now();
    const id = requestIdOf(request.headers, env().TRUSTED_PROXIES > 0);
    return await withRequestId(id, async () => {
      const response = await asCaller(callerOf(request.headers), () =>
        answer(request, context),
      ).catch((error: unknown) => {
        if (isRedirect(error)) throw error;
        return errorResponse(error);
      });
      response.headers.set("x-request-id", id);
      noteAnswer(request, options.limit.name, response.status, begun);
      return response;
    });
  };
}
