/** The shape of a conversation while it is read. */
export function ChatSkeleton() {
  return (
    <div className="grid gap-6" role="status" aria-label="Reading the chat">
      <div className="h-24 rounded-card bg-raised breathe" />
      <div className="grid gap-3">
        <div className="h-4 w-2/5 rounded-card bg-raised breathe" />
        <div className="h-4 rounded-card bg-raised breathe" />
        <div className="h-4 w-4/5 rounded-card bg-raised breathe" />
      </div>
    </div>
  );
}
