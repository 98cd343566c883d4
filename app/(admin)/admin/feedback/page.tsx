import type { Metadata } from "next";
import { FeedbackScreen } from "@/lib/client/admin/feedback-screen";
import { listFeedbackSchema } from "@/lib/contracts/feedback";
import { requireAdmin } from "@/lib/server/admin/require-admin";
import { listFeedback } from "@/lib/server/feedback/list-feedback";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: "Feedback" };

export default async function FeedbackPage({ searchParams }: Props) {
  await requireAdmin();
  const query = listFeedbackSchema.parse(await searchParams);
  return <FeedbackScreen page={await listFeedback(query)} query={query} />;
}
