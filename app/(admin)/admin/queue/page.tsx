import type { Metadata } from "next";
import { QueueScreen } from "@/lib/client/admin/queue-screen";
import { readQueue } from "@/lib/server/admin/queue";
import { requireAdmin } from "@/lib/server/admin/require-admin";

export const metadata: Metadata = { title: "Queue" };

export default async function QueuePage() {
  await requireAdmin();
  return <QueueScreen page={await readQueue()} />;
}
