import type { Metadata } from "next";
import { connection } from "next/server";
import { CredentialsForm } from "@/lib/client/account/credentials-form";
import { oidcSettings } from "@/lib/server/users/oidc-settings";

export const metadata: Metadata = { title: "Make an account" };

export default async function SignUpPage() {
  // The provider is this server's setting, not the build's.
  await connection();
  return <CredentialsForm form="sign-up" provider={oidcSettings()?.name ?? null} problem={null} />;
}
