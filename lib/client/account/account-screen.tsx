"use client";

import { LogOut } from "lucide-react";
import { useState } from "react";
import { AdminForm } from "@/lib/client/account/admin-form";
import { DeleteAccount } from "@/lib/client/account/delete-account";
import { enterSignedOut } from "@/lib/client/account/enter";
import { ExportEverything } from "@/lib/client/account/export-everything";
import { PasswordForm } from "@/lib/client/account/password-form";
import { SessionList } from "@/lib/client/account/session-list";
import { SharedLinks } from "@/lib/client/account/shared-links";
import { StorageMeter } from "@/lib/client/account/storage-meter";
import { type Ways, WaysIn } from "@/lib/client/account/ways-in";
import { signOut } from "@/lib/client/api/account";
import { useAction } from "@/lib/client/shell/use-action";
import { AudienceChoice } from "@/lib/client/start/audience-choice";
import { Button } from "@/lib/client/ui/button";
import type { StorageUse } from "@/lib/contracts/storage";

/** What an account is: its e-mail, where it is signed in, its password, and the way out. */
export function AccountScreen({
  email,
  admin,
  ways,
  storage,
  problem,
}: {
  email: string;
  admin: boolean;
  ways: Ways;
  storage: StorageUse;
  /** Why connecting the account did not work. */
  problem: string | null;
}) {
  const [changes, setChanges] = useState(0);
  const { busy, error, run } = useAction();
  const leave = async () => {
    if (await run(signOut)) enterSignedOut("/");
  };
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto grid w-full max-w-text gap-10 px-4 py-8">
        <header className="grid gap-1">
          <h1 className="text-title font-semibold tracking-tight">Account</h1>
          <p className="text-quiet">
            Signed in as <span className="text-text [overflow-wrap:anywhere]">{email}</span>
          </p>
          {error !== null && (
            <p role="alert" className="text-danger">
              {error}
            </p>
          )}
          <Button className="mt-2 justify-self-start" disabled={busy} onClick={() => void leave()}>
            <LogOut className="size-4" aria-hidden="true" /> Sign out of this browser
          </Button>
        </header>
        {problem !== null && (
          <p role="alert" className="rounded-card border border-danger/50 px-3 py-2 text-danger">
            {problem}
          </p>
        )}
        <AudienceChoice section />
        <SessionList changes={changes} />
        <WaysIn ways={ways} />
        {ways.password && <PasswordForm onChanged={() => setChanges((count) => count + 1)} />}
        <StorageMeter use={storage} />
        <SharedLinks />
        <ExportEverything />
        <section aria-labelledby="kept" className="grid gap-2">
          <h2 id="kept" className="text-heading font-semibold">
            What is kept
          </h2>
          <p className="text-quiet">
            Your chats and their pictures, on this server only. A deleted chat can be brought back
            for ten seconds; then it is gone, with the pictures that no other chat shows. Of each
            sign-in the network address is kept. Nobody can read your password back.
          </p>
        </section>
        <AdminForm admin={admin} />
        <DeleteAccount admin={admin} hasPassword={ways.password} />
      </div>
    </main>
  );
}
