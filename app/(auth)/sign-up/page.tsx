import type { Metadata } from "next";
import { CredentialsForm } from "@/lib/client/account/credentials-form";

export const metadata: Metadata = { title: "Make an account" };

export default function SignUpPage() {
  return <CredentialsForm form="sign-up" />;
}
