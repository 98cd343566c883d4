import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { ChatScreen } from "@/lib/client/chat/chat-screen";

export const metadata: Metadata = { title: "Chat" };

export default async function ChatPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  return <ChatScreen key={id} chatId={id} />;
}
