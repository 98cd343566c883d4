import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CardScreen } from "@/lib/client/learn/card-screen";
import { readCard } from "@/lib/server/learn/read-card";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const card = readCard((await params).id);
  return { title: card?.title ?? "Not here" };
}

export default async function CardPage({ params }: Props) {
  const card = readCard((await params).id);
  if (card === null) notFound();
  return <CardScreen card={card} />;
}
