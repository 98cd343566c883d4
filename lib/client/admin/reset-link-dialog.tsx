"use client";

import { useState } from "react";
import { timeWords } from "@/lib/client/admin/figures";
import { makeResetLink } from "@/lib/client/api/admin";
import { useAction } from "@/lib/client/shell/use-action";
import { Button } from "@/lib/client/ui/button";
import { Overlay } from "@/lib/client/ui/dialog";
import { Field } from "@/lib/client/ui/field";
import type { UserRow } from "@/lib/contracts/admin";

type Made = { href: string; expires: string };

/** Makes a link that sets a password, and shows it this once. */
export function ResetLinkDialog({ user, onClose }: { user: UserRow; onClose: () => void }) {
  const [made, setMade] = useState<Made | null>(null);
  const [copied, setCopied] = useState(false);
  const { busy, error, run } = useAction();
  const make = () =>
    run(async () => {
      const { path, expires } = await makeResetLink(user.id);
      setMade({ href: new URL(path, window.location.origin).href, expires });
    });
  const copy = ({ href }: Made) =>
    run(async () => {
      await navigator.clipboard.writeText(href);
      setCopied(true);
    });
  return (
    <Overlay open onOpenChange={(open) => !open && onClose()} title="Make a reset link">
      <div className="mt-3 grid gap-4">
        {made === null ? (
          <p className="[overflow-wrap:anywhere]">
            With it {user.email} sets another password, once, within a day, and is signed out
            everywhere. A link made before stops working. Hand it to that person alone: who has it
            can enter the account. That you made it stands in the audit.
          </p>
        ) : (
          <>
            <Field
              label="The link, shown this once"
              readOnly
              value={made.href}
              onFocus={(event) => event.currentTarget.select()}
              hint={`It works once, until ${timeWords(made.expires)} UTC.`}
            />
            {copied && <p role="status">The link is copied.</p>}
          </>
        )}
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{made === null ? "Cancel" : "Done"}</Button>
          {made === null ? (
            <Button look="accent" disabled={busy} onClick={() => void make()}>
              Make the link
            </Button>
          ) : (
            <Button look="accent" disabled={busy} onClick={() => void copy(made)}>
              Copy
            </Button>
          )}
        </div>
      </div>
    </Overlay>
  );
}
