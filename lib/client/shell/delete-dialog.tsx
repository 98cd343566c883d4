"use client";

import { useAction } from "@/lib/client/shell/use-action";
import { Button } from "@/lib/client/ui/button";
import { Overlay } from "@/lib/client/ui/dialog";

/** Asks before a chat goes, and says that its pictures go with it. */
export function DeleteDialog({
  open,
  title,
  onClose,
  onDelete,
}: {
  open: boolean;
  title: string;
  onClose: () => void;
  onDelete: () => Promise<void>;
}) {
  const { busy, error, run } = useAction();
  return (
    <Overlay open={open} onOpenChange={(next) => !next && onClose()} title="Delete this chat?">
      <p className="mt-2">
        “{title}” and its pictures are deleted at once and cannot be brought back. A picture that
        another of your chats shows stays there.
      </p>
      {error !== null && (
        <p role="alert" className="mt-2 text-label text-danger">
          {error}
        </p>
      )}
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button
          look="danger"
          disabled={busy}
          onClick={() => void run(onDelete).then((done) => done && onClose())}
        >
          Delete chat and pictures
        </Button>
      </div>
    </Overlay>
  );
}
