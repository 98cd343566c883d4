"use client";

import { type FormEvent, useState } from "react";
import { enter } from "@/lib/client/account/enter";
import { deleteAccount } from "@/lib/client/api/exports";
import { useAction } from "@/lib/client/shell/use-action";
import { Button } from "@/lib/client/ui/button";
import { Overlay } from "@/lib/client/ui/dialog";
import { Field } from "@/lib/client/ui/field";
import { DELETION_WORDS } from "@/lib/contracts/jobs";

/** What this browser kept for the account: unsent words, choices of what is shown. */
function forgetBrowser(): void {
  try {
    localStorage.clear();
    sessionStorage.clear();
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Deletes the account and everything that it holds, behind the password and typed words. */
export function DeleteAccount({ admin, hasPassword }: { admin: boolean; hasPassword: boolean }) {
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState("");
  const [words, setWords] = useState("");
  const { busy, error, run } = useAction();
  const typed = words.trim().toLowerCase() === DELETION_WORDS;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!typed) return;
    await run(async () => {
      const { token } = await deleteAccount({
        words: DELETION_WORDS,
        ...(hasPassword ? { password } : {}),
      });
      forgetBrowser();
      enter(`/deletion/${token}`);
    });
  };
  const close = () => {
    setOpen(false);
    setPassword("");
    setWords("");
  };
  return (
    <section aria-labelledby="delete" className="grid gap-2">
      <h2 id="delete" className="text-heading font-semibold">
        Delete the account
      </h2>
      <p className="text-quiet">
        Everything goes: the account, its chats, their pictures, links and exports. There is no way
        back. You may want to take everything with you first.
      </p>
      <Button look="danger-plain" className="justify-self-start" onClick={() => setOpen(true)}>
        Delete the account
      </Button>
      <Overlay
        open={open}
        onOpenChange={(next) => !next && close()}
        title="Delete this account for good"
        className="max-h-[90dvh] overflow-y-auto"
      >
        <form className="mt-2 grid gap-4" onSubmit={(event) => void submit(event)}>
          <p className="text-quiet">
            All chats and pictures of this account are removed from this server, all its browsers
            are signed out, and nothing can be brought back.
            {admin && " This account is an admin: the server prints a new code when none is left."}
          </p>
          {hasPassword && (
            <Field
              label="Your password"
              type="password"
              autoComplete="current-password"
              required
              maxLength={200}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
          <Field
            label={`Type “${DELETION_WORDS}”`}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={60}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          {error !== null && (
            <p role="alert" className="text-danger">
              {error}
            </p>
          )}
          <div className="flex justify-end gap-2">
            <Button onClick={close}>Keep it</Button>
            <Button
              type="submit"
              look="danger"
              disabled={busy || !typed || (hasPassword && password === "")}
            >
              Delete everything
            </Button>
          </div>
        </form>
      </Overlay>
    </section>
  );
}
