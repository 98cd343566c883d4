import { ChatSkeleton } from "@/lib/client/chat/chat-skeleton";

export default function Loading() {
  return (
    <main className="mx-auto w-full max-w-text flex-1 px-4 py-6">
      <ChatSkeleton />
    </main>
  );
}
