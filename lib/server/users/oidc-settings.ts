import "server-only";
import { env } from "../env";

/** The provider that people may sign in at. */
export type OidcSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** How the screens call it: the host of its address. */
  name: string;
};

/** The provider that the environment names, or null. */
export function oidcSettings(): OidcSettings | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env();
  if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined) return null;
  if (OIDC_CLIENT_SECRET === undefined) return null;
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    name: new URL(OIDC_ISSUER).host,
  };
}
