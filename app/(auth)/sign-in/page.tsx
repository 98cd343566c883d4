import type { Metadata } from "next";
import { CredentialsForm } from "@/lib/client/account/credentials-form";
import { problemWords } from "@/lib/client/account/sign-in-problems";
import { oidcSettings } from "@/lib/server/users/oidc-settings";

type Props = { searchParams: Promise<{ error?: string | string[] }> };

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: Props) {
  const problem = problemWords((await searchParams).error);
  const provider = oidcSettings()?.name ?? null;
  return <CredentialsForm form="sign-in" provider={provider} problem={problem} />;
}
