import type { Metadata } from "next";
import { ChatScreen } from "@/lib/client/chat/chat-screen";

export const metadata: Metadata = { title: "Chat" };

export default async function ChatPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <ChatScreen key={id} chatId={id} />;
}
