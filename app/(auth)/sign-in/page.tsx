import type { Metadata } from "next";
import { CredentialsForm } from "@/lib/client/account/credentials-form";

export const metadata: Metadata = { title: "Sign in" };

export default function SignInPage() {
  return <CredentialsForm form="sign-in" />;
}
