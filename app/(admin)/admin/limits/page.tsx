import type { Metadata } from "next";
import { LimitsScreen } from "@/lib/client/admin/limits-screen";
import { listLimits } from "@/lib/server/admin/limits";
import { requireAdmin } from "@/lib/server/admin/require-admin";

export const metadata: Metadata = { title: "Limits" };

export default async function LimitsPage() {
  await requireAdmin();
  return <LimitsScreen limits={await listLimits()} />;
}
