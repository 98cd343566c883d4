import type { Metadata } from "next";
import { DeletionScreen } from "@/lib/client/account/deletion-screen";

export const metadata: Metadata = {
  title: "Deleting the account",
  robots: { index: false, follow: false, nocache: true },
};

export default async function DeletionPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return <DeletionScreen token={token} />;
}
