import "server-only";
import NextAuth, { type NextAuthResult } from "next-auth";
import { log } from "../log";
import { sharedConfig } from "./auth";
import { accountIdOf, type Identity, PROVIDER } from "./enter-by-provider";
import type { OidcSettings } from "./oidc-settings";

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/**
 * Auth.js for one way to the provider and back, with state, nonce and PKCE. `enter` gets who the
 * provider says that it is, once everything about its answer was checked, and says whether to sign
 * in (true) or where to go instead.
 */
export function oidcAuth(
  { issuer, clientId, clientSecret, name }: OidcSettings,
  enter: (identity: Identity) => Promise<true | string>,
): NextAuthResult {
  const shared = sharedConfig();
  return NextAuth({
    ...shared,
    logger: {
      // Causes may hold what the provider said of a person.
      error: (error) => {
        const kind = "type" in error ? error.type : error.name;
        log().warn({ kind }, "signing in at the provider failed");
      },
      warn: () => {},
      debug: () => {},
    },
    providers: [
      {
        ...{ id: PROVIDER, type: "oidc", name, issuer, clientId, clientSecret },
        checks: ["state", "nonce", "pkce"],
        // From the userinfo endpoint: a provider need not put the address into the ID token.
        idToken: false,
        profile: ({ sub, email, name: called }) => ({
          id: accountIdOf({ issuer, subject: String(sub) }),
          email: text(email),
          name: text(called),
        }),
      },
    ],
    callbacks: {
      ...shared.callbacks,
      signIn: async ({ profile }) => {
        if (typeof profile?.sub !== "string" || profile.sub === "") return false;
        const { sub: subject, email, email_verified, name: called } = profile;
        const emailVerified = email_verified === true;
        return await enter({
          ...{ issuer, subject, emailVerified },
          ...{ email: text(email), name: text(called) },
        });
      },
    },
  });
}
