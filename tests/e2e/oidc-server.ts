import { createServer } from "node:http";
import Provider, { type Context } from "oidc-provider";

/** What the provider says of somebody, by the name that they sign in with there. */
export type Claims = { email?: string; email_verified?: boolean; name?: string };

/** How the provider misbehaves; null: it is honest. */
export type Lie = "discovery" | "issuer" | "nonce" | "audience" | "subject" | null;

export type OidcServer = {
  issuer: string;
  people: Map<string, Claims>;
  lie: (lie: Lie) => void;
  /** From now on the way back is not gone: a page says "held back" where it would begin. */
  hold: (on: boolean) => void;
  /** The last way back that was held. */
  held: () => string;
  close: () => Promise<void>;
};

const OTHER = "http://evil.example";

/** An ID token with one of its claims replaced. */
function forged(token: string, claim: string, value: string): string {
  const [head = "", payload = "", signature = ""] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as object;
  const changed = Buffer.from(JSON.stringify({ ...claims, [claim]: value })).toString("base64url");
  return `${head}.${changed}.${signature}`;
}

function falsify({ path, body }: Context, lie: Lie): void {
  if (typeof body !== "object" || body === null) return;
  const answer = body as Record<string, unknown>;
  if (lie === "discovery" && path.endsWith("/openid-configuration")) answer.issuer = OTHER;
  if (lie === "subject" && path === "/me") answer.sub = "somebody-else";
  const claim = { issuer: "iss", nonce: "nonce", audience: "aud" }[String(lie)];
  if (claim !== undefined && path === "/token" && typeof answer.id_token === "string")
    answer.id_token = forged(answer.id_token, claim, OTHER);
}

/**
 * A real OpenID provider on this machine, under another host name than the app, with its own sign-in
 * and consent pages. Any name and password are taken.
 */
export async function startOidcServer(port: number, app: string): Promise<OidcServer> {
  const issuer = `http://localhost:${port}`;
  const people = new Map<string, Claims>();
  const back = `${app}/api/auth/callback/oidc`;
  let lie: Lie = null;
  let holding = false;
  let held = "";
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "evlf",
        client_secret: "a secret that only the browser tests use",
        redirect_uris: [back],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: ["only for the browser tests"] },
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: async () => ({ sub, ...people.get(sub) }),
    }),
  });
  provider.use(async (context, next) => {
    await next();
    falsify(context, lie);
    const to = context.response.get("location") ?? "";
    if (!holding || !to.startsWith(back)) return;
    held = to;
    context.response.remove("location");
    Object.assign(context, { status: 200, type: "text/html", body: "held back" });
  });
  const server = createServer(provider.callback());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "localhost", resolve);
  });
  return {
    issuer,
    people,
    lie: (next) => {
      lie = next;
    },
    hold: (on) => {
      holding = on;
    },
    held: () => held,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
