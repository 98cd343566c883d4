import "server-only";
import { isIP } from "node:net";
import type { Caller } from "./caller";
import { env } from "./env";

const LONGEST_AGENT = 200;

/** Set by scripts/start/peer-address.mjs on every request, over whatever the request brought. */
const PEER_HEADER = "x-evlf-peer";
const peerIsKnown = (): boolean => "evlfPeerAddress" in globalThis;

/**
 * Where a request comes from. Behind TRUSTED_PROXIES proxies the address is the one that the
 * outermost of them wrote, counted from the end of X-Forwarded-For; what stands further left the
 * caller may have written itself. Without proxies it is the other end of the connection.
 */
export function callerOf(headers: Headers): Caller {
  const { TRUSTED_PROXIES } = env();
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  const peer = peerIsKnown() ? headers.get(PEER_HEADER) : forwarded.at(-1);
  const named = TRUSTED_PROXIES === 0 ? peer : (forwarded.at(-TRUSTED_PROXIES) ?? peer);
  // an IPv4 caller of a socket that listens on both is one address, however it is written
  const plain = (named ?? "").replace(/^::ffff:(?=[\d.]+$)/i, "");
  const address = isIP(plain) === 0 ? "unknown" : plain;
  const agent = headers
    .get("user-agent")
    ?.replace(/[^\x20-\x7e]/g, "")
    .slice(0, LONGEST_AGENT);
  return { address, agent: agent || null };
}
