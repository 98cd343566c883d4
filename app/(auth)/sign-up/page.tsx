import type { Metadata } from "next";
import { SignUpForm } from "@/lib/client/account/sign-up-form";

export const metadata: Metadata = { title: "Make an account" };

export default function SignUpPage() {
  return <SignUpForm />;
}
