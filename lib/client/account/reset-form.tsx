"use client";

import Link from "next/link";
import { type FormEvent, useEffect, useState } from "react";
import { AccountFrame } from "@/lib/client/account/account-frame";
import { NewPasswordField } from "@/lib/client/account/new-password-field";
import { resetPassword } from "@/lib/client/api/account";
import { useAction } from "@/lib/client/shell/use-action";
import { Button, buttonClass } from "@/lib/client/ui/button";

/** Sets a password by the link that an admin made; the link's secret stands behind its #. */
export function ResetForm() {
  const [token, setToken] = useState<string | null>(null);
  const [password, setPassword] = useState("");
  const [done, setDone] = useState(false);
  const { busy, error, run } = useAction();
  useEffect(() => {
    const read = () => setToken(window.location.hash.slice(1));
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await run(() => resetPassword({ token: token ?? "", password })))) return;
    setDone(true);
    // The link is worth nothing now; it need not stay in the browser's history.
    window.history.replaceState(null, "", "/reset-password");
  };
  const frame = {
    title: "Set a password",
    lead: "The link comes from whoever runs this server, and works once.",
    footer: (
      <Link href="/sign-in" className="text-accent underline">
        Sign in
      </Link>
    ),
  };
  if (done)
    return (
      <AccountFrame {...frame} lead="The password is set." error={null} footer={null}>
        <p role="status">Every browser of this account was signed out.</p>
        <Link href="/sign-in" className={buttonClass("accent")}>
          Sign in with it
        </Link>
      </AccountFrame>
    );
  if (token === "")
    return (
      <AccountFrame {...frame} error="This address lacks the link's end. Open the whole link.">
        {null}
      </AccountFrame>
    );
  return (
    <AccountFrame {...frame} error={error}>
      <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
        <NewPasswordField
          value={password}
          hint="Every browser of the account is signed out."
          onValue={setPassword}
        />
        <Button type="submit" look="accent" disabled={busy || token === null}>
          Set the password
        </Button>
      </form>
    </AccountFrame>
  );
}
