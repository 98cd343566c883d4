"use client";

import { type FormEvent, useState } from "react";
import { useAction } from "@/lib/client/shell/use-action";
import { Button } from "@/lib/client/ui/button";
import { Overlay } from "@/lib/client/ui/dialog";
import { Field } from "@/lib/client/ui/field";

/** Gives a chat another title. */
export function RenameDialog({
  open,
  title,
  onClose,
  onRename,
}: {
  open: boolean;
  title: string;
  onClose: () => void;
  onRename: (title: string) => Promise<void>;
}) {
  const [name, setName] = useState(title);
  const { busy, error, run } = useAction();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run(() => onRename(name.trim()))) onClose();
  };
  return (
    <Overlay open={open} onOpenChange={(next) => !next && onClose()} title="Rename this chat">
      <form className="mt-3 grid gap-4" onSubmit={(event) => void submit(event)}>
        <Field
          label="Title"
          value={name}
          maxLength={120}
          required
          error={error ?? undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="accent" disabled={busy || name.trim() === ""}>
            Rename
          </Button>
        </div>
      </form>
    </Overlay>
  );
}
