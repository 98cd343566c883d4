import "server-only";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const emptyAsMissing = (value: unknown): unknown => (value === "" ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess(emptyAsMissing, schema.optional());

const between = (least: number, most: number) => {
  const message = `a number from ${least} to ${most} is needed`;
  return z.coerce
    .number({ message })
    .int({ message })
    .min(least, { message })
    .max(most, { message });
};

const address = z.url({
  protocol: /^postgres(ql)?$/,
  message: "an address like postgres://user:password@host:5432/name is needed",
});

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;
const issuer = z.url({ message: "an address like https://login.example.org is needed" }).refine(
  (text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname } = new URL(text);
    return protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
  },
  { message: "an address with https:// is needed (http:// only on this machine)" },
);

/**
 * What tests can switch off, one at a time, to see that they notice: the security tests who gets in,
 * the fuzz test where uploads are read, the fault tests what holds an answer together, the load test the
 * bounds of the queue.
 */
export const PROTECTIONS = {
  security: ["owner", "origin", "session", "policy", "limit", "share", "admin"],
  fuzz: ["decoder"],
  faults: ["replay", "hand-back"],
  load: ["bound"],
} as const;
const EVERY_PROTECTION = [
  ...PROTECTIONS.security,
  ...PROTECTIONS.fuzz,
  ...PROTECTIONS.faults,
  ...PROTECTIONS.load,
] as const;
export type Protection = (typeof EVERY_PROTECTION)[number];

const fields = z.object({
  PORT: optional(between(1, 65535)).transform((value) => value ?? 3000),
  DATA_DIR: optional(z.string()).transform((value) =>
    path.resolve(/* turbopackIgnore: true */ value ?? ".data"),
  ),
  DATABASE_URL: optional(address),
  DATABASE_DIRECT_URL: optional(address),
  AUTH_SECRET: optional(z.string().min(32, { message: "at least 32 characters are needed" })),
  OIDC_ISSUER: optional(issuer),
  OIDC_CLIENT_ID: optional(z.string().max(500)),
  OIDC_CLIENT_SECRET: optional(z.string().max(500)),
  GUEST_TURNS: optional(between(0, 1_000_000)).transform((value) => value ?? 50),
  GUEST_TURNS_PER_ADDRESS: optional(between(0, 1_000_000)).transform((value) => value ?? 400),
  EVLF_MODEL_DIR: optional(z.string()),
  EVLF_DEVICE: optional(
    z.enum(["auto", "cpu", "cuda", "webgpu"], { message: "auto, cpu, cuda or webgpu is needed" }),
  ).transform((value) => value ?? "auto"),
  QUOTA_MB: optional(between(1, 1_000_000)).transform((value) => value ?? 1_024),
  QUOTA_PICTURES: optional(between(1, 1_000_000)).transform((value) => value ?? 1_000),
  DECODE_PROCESSES: optional(between(1, 32)).transform((value) => value ?? 2),
  DECODE_SECONDS: optional(between(1, 600)).transform((value) => value ?? 8),
  DECODE_MEMORY_MB: optional(between(256, 65_536)).transform((value) => value ?? 1_024),
  TURN_CONCURRENCY: optional(between(1, 64)).transform((value) => value ?? 8),
  STOP_GRACE_SECONDS: optional(between(0, 600)).transform((value) => value ?? 8),
  METRICS_TOKEN: optional(z.string().min(16, { message: "at least 16 characters are needed" })),
  LOGS_KEPT_MINUTES: optional(between(1, 10_080)).transform((value) => value ?? 10),
  UNASKED_PICTURES_KEPT_HOURS: optional(between(1, 8_760)).transform((value) => value ?? 24),
  CHATS_KEPT_DAYS: optional(between(1, 36_500)),
  TRUSTED_PROXIES: optional(between(0, 9)).transform((value) => value ?? 0),
  WORKER_NAME: optional(z.string().max(80)),
  EVLF_TEST_UNSAFE: optional(
    z.enum(EVERY_PROTECTION, { message: `for tests alone: ${EVERY_PROTECTION.join(", ")}` }),
  ),
  LOG_LEVEL: optional(
    z.enum(["debug", "info", "warn", "error"], { message: "debug, info, warn or error is needed" }),
  ).transform((value) => value ?? "info"),
});

const OIDC = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;

const settingsSchema = fields.superRefine((settings, context) => {
  const missing = OIDC.filter((name) => settings[name] === undefined);
  if (missing.length === 0 || missing.length === OIDC.length) return;
  const message =
    "the three settings OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together";
  context.addIssue({ code: "custom", path: [missing[0] ?? "OIDC_ISSUER"], message });
});

/** The environment as given; what is made at the start (database, secret) may be missing. */
export type Settings = z.infer<typeof settingsSchema>;

/** The environment of a running web server or worker: complete. */
export type Env = Settings & { DATABASE_URL: string; AUTH_SECRET: string };

const SECRET = new Set([
  "DATABASE_URL",
  "DATABASE_DIRECT_URL",
  "AUTH_SECRET",
  "OIDC_CLIENT_SECRET",
  "METRICS_TOKEN",
]);

/**
 * Reads the settings from an environment; an empty string counts as missing.
 *
 * @throws Error with one sentence that names the first bad value (secrets are not repeated).
 */
export function parseSettings(source: Record<string, string | undefined>): Settings {
  const parsed = settingsSchema.safeParse(source);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0] ?? "environment");
  const shown = SECRET.has(name) ? "not usable" : `"${source[name] ?? ""}"`;
  throw new Error(`The setting ${name} is ${shown}: ${issue?.message ?? "it can't be read"}.`);
}

/** What `npm start` keeps in DATA_DIR for the other commands of the same machine. */
const kept = (dataDir: string, name: string): string | undefined => {
  const file = path.join(/* turbopackIgnore: true */ dataDir, name);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
};

let cached: Env | null = null;

/**
 * The process's environment, parsed once. DATABASE_URL and AUTH_SECRET may come from DATA_DIR,
 * where `npm start` leaves them.
 *
 * @throws Error with a sentence when a value is bad or missing.
 */
export function env(): Env {
  if (cached !== null) return cached;
  const settings = parseSettings(process.env);
  const DATABASE_URL = settings.DATABASE_URL ?? kept(settings.DATA_DIR, "database-url");
  const AUTH_SECRET = settings.AUTH_SECRET ?? kept(settings.DATA_DIR, "auth-secret");
  if (DATABASE_URL === undefined || AUTH_SECRET === undefined) {
    const missing = DATABASE_URL === undefined ? "DATABASE_URL" : "AUTH_SECRET";
    throw new Error(`The setting ${missing} is missing: set it, or run npm start first.`);
  }
  cached = { ...settings, DATABASE_URL, AUTH_SECRET };
  return cached;
}

/**
 * The database's own address, past a pooler that gives each transaction another connection: LISTEN
 * and the locks of a migration need a connection that stays.
 */
export const directUrl = (): string => env().DATABASE_DIRECT_URL ?? env().DATABASE_URL;
