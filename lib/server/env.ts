import "server-only";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const emptyAsMissing = (value: unknown): unknown => (value === "" ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess(emptyAsMissing, schema.optional());

const port = z.coerce
  .number({ message: "a number from 1 to 65535 is needed" })
  .int({ message: "a number from 1 to 65535 is needed" })
  .min(1, { message: "a number from 1 to 65535 is needed" })
  .max(65535, { message: "a number from 1 to 65535 is needed" });

const concurrency = z.coerce
  .number({ message: "a number from 1 to 64 is needed" })
  .int({ message: "a number from 1 to 64 is needed" })
  .min(1, { message: "a number from 1 to 64 is needed" })
  .max(64, { message: "a number from 1 to 64 is needed" });

const allowance = z.coerce
  .number({ message: "a number from 0 to 1000000 is needed" })
  .int({ message: "a number from 0 to 1000000 is needed" })
  .min(0, { message: "a number from 0 to 1000000 is needed" })
  .max(1_000_000, { message: "a number from 0 to 1000000 is needed" });

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;
const issuer = z.url({ message: "an address like https://login.example.org is needed" }).refine(
  (text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname } = new URL(text);
    return protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
  },
  { message: "an address with https:// is needed (http:// only on this machine)" },
);

const proxies = z.coerce
  .number({ message: "a number from 0 to 9 is needed" })
  .int({ message: "a number from 0 to 9 is needed" })
  .min(0, { message: "a number from 0 to 9 is needed" })
  .max(9, { message: "a number from 0 to 9 is needed" });

/** A whole number of a range; a bad one stops the start with a sentence. */
const whole = (min: number, max: number, missing: number) => {
  const message = `a whole number from ${min} to ${max} is needed`;
  const number = z.coerce.number({ message }).int({ message }).min(min, { message });
  return optional(number.max(max, { message })).transform((value) => value ?? missing);
};

/** What the security tests can switch off, one at a time, to see that they notice. */
export const PROTECTIONS = [
  "owner",
  "origin",
  "session",
  "policy",
  "limit",
  "share",
  "admin",
] as const;
/** The same for the tests of hostile uploads. */
export const UPLOAD_PROTECTIONS = ["decoder"] as const;
const SWITCHES = [...PROTECTIONS, ...UPLOAD_PROTECTIONS] as const;
export type Protection = (typeof SWITCHES)[number];

const fields = z.object({
  PORT: optional(port).transform((value) => value ?? 3000),
  DATA_DIR: optional(z.string()).transform((value) =>
    path.resolve(/* turbopackIgnore: true */ value ?? ".data"),
  ),
  DATABASE_URL: optional(
    z.url({
      protocol: /^postgres(ql)?$/,
      message: "an address like postgres://user:password@host:5432/name is needed",
    }),
  ),
  AUTH_SECRET: optional(z.string().min(32, { message: "at least 32 characters are needed" })),
  OIDC_ISSUER: optional(issuer),
  OIDC_CLIENT_ID: optional(z.string().max(500)),
  OIDC_CLIENT_SECRET: optional(z.string().max(500)),
  GUEST_TURNS: optional(allowance).transform((value) => value ?? 50),
  GUEST_TURNS_PER_ADDRESS: optional(allowance).transform((value) => value ?? 400),
  EVLF_MODEL_DIR: optional(z.string()),
  EVLF_DEVICE: optional(
    z.enum(["auto", "cpu", "cuda", "webgpu"], { message: "auto, cpu, cuda or webgpu is needed" }),
  ).transform((value) => value ?? "auto"),
  TURN_CONCURRENCY: optional(concurrency).transform((value) => value ?? 8),
  TRUSTED_PROXIES: optional(proxies).transform((value) => value ?? 0),
  QUOTA_MB: whole(1, 1_000_000, 1_024),
  QUOTA_PICTURES: whole(1, 1_000_000, 1_000),
  DECODE_PROCESSES: whole(1, 32, 2),
  DECODE_SECONDS: whole(1, 600, 8),
  DECODE_MEMORY_MB: whole(256, 65_536, 1_024),
  WORKER_NAME: optional(z.string().max(80)),
  EVLF_TEST_UNSAFE: optional(
    z.enum(SWITCHES, { message: `for tests alone: ${SWITCHES.join(", ")}` }),
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

const SECRET = new Set(["DATABASE_URL", "AUTH_SECRET", "OIDC_CLIENT_SECRET"]);

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
