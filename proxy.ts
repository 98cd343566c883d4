import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { pagePolicy } from "@/lib/server/page-policy";
import { switchedOff } from "@/lib/server/switched-off";

/**
 * Gives every page a Content-Security-Policy with a nonce of its own. Next reads the nonce from the
 * request's header and writes it on its own scripts. Routes under /api answer data, never a page:
 * next.config.js forbids them everything, and their bodies don't pass through here.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(18).toString("base64");
  // biome-ignore lint/style/noProcessEnv: set by Next itself
  const policy = pagePolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  const response = NextResponse.next({ request: { headers } });
  if (!switchedOff("policy")) response.headers.set("content-security-policy", policy);
  return response;
}

export const config = { matcher: "/((?!api/|_next/static/|metrics$|icon.svg$).*)" };
