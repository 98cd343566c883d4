import type { Metadata } from "next";
import { AuditScreen } from "@/lib/client/admin/audit-screen";
import { listAuditSchema } from "@/lib/contracts/admin";
import { listAudit } from "@/lib/server/admin/list-audit";
import { requireAdmin } from "@/lib/server/admin/require-admin";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage({ searchParams }: Props) {
  await requireAdmin();
  const query = listAuditSchema.parse(await searchParams);
  return <AuditScreen page={await listAudit(query)} query={query} />;
}
