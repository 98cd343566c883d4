import type { Metadata } from "next";
import { ResetForm } from "@/lib/client/account/reset-form";

export const metadata: Metadata = { title: "Set a password" };

export default function ResetPasswordPage() {
  return <ResetForm />;
}
