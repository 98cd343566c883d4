import { redirect } from "next/navigation";
import { requireAdmin } from "@/lib/server/admin/require-admin";

export default async function AdminPage() {
  await requireAdmin();
  redirect("/admin/users");
}
