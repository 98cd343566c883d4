import type { Metadata } from "next";
import { StorageScreen } from "@/lib/client/admin/storage-screen";
import { listStorageSchema } from "@/lib/contracts/admin";
import { requireAdmin } from "@/lib/server/admin/require-admin";
import { readStorage } from "@/lib/server/admin/storage";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: "Storage" };

export default async function StoragePage({ searchParams }: Props) {
  await requireAdmin();
  const query = listStorageSchema.parse(await searchParams);
  return <StorageScreen page={await readStorage(query)} query={query} />;
}
