import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { callerOf } from "../caller-of";
import { env } from "../env";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** What a proxy on this machine would add: then the loopback address is not who asks. */
const FORWARDED = ["x-forwarded-for", "forwarded", "x-real-ip", "via"];

/**
 * Whether a request may read the figures: with METRICS_TOKEN set, whoever brings it as a bearer
 * token; without, only this machine itself, and not through a proxy.
 */
export function mayReadMetrics(headers: Headers): boolean {
  const { METRICS_TOKEN } = env();
  if (METRICS_TOKEN !== undefined) {
    const given = /^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1] ?? "";
    return timingSafeEqual(digest(given), digest(METRICS_TOKEN));
  }
  if (FORWARDED.some((name) => headers.has(name))) return false;
  const { address } = callerOf(headers);
  return address === "::1" || address.startsWith("127.");
}
