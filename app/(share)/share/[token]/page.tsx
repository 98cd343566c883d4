import type { Metadata } from "next";
import { SharedScreen } from "@/lib/client/share/shared-screen";

export const metadata: Metadata = {
  title: "Shared chat",
  robots: { index: false, follow: false, nocache: true },
};

export default async function SharePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return <SharedScreen token={token} />;
}
