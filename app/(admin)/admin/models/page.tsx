import type { Metadata } from "next";
import { ModelsScreen } from "@/lib/client/admin/models-screen";
import { readModels } from "@/lib/server/admin/models";
import { requireAdmin } from "@/lib/server/admin/require-admin";

export const metadata: Metadata = { title: "Models" };

export default async function ModelsPage() {
  await requireAdmin();
  return <ModelsScreen page={await readModels()} />;
}
