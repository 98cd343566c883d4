"use client";

import { type FormEvent, useState } from "react";
import { NewPasswordField } from "@/lib/client/account/new-password-field";
import { changePassword } from "@/lib/client/api/account";
import { useAction } from "@/lib/client/shell/use-action";
import { Button } from "@/lib/client/ui/button";
import { Field } from "@/lib/client/ui/field";

/** Changes the password; every other browser is signed out by it. */
export function PasswordForm({ onChanged }: { onChanged: () => void }) {
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [said, setSaid] = useState<string | null>(null);
  const { busy, error, run } = useAction();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSaid(null);
    await run(async () => {
      const { signedOut } = await changePassword({ current, password });
      const others = signedOut === 1 ? "One other browser was" : `${signedOut} other browsers were`;
      setSaid(`The password is changed. ${others} signed out.`);
      setCurrent("");
      setPassword("");
      onChanged();
    });
  };
  return (
    <section aria-labelledby="password" className="grid gap-2">
      <h2 id="password" className="text-heading font-semibold">
        Change the password
      </h2>
      <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
        <Field
          label="Password now"
          type="password"
          autoComplete="current-password"
          required
          maxLength={200}
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <NewPasswordField
          value={password}
          hint="Your other browsers are signed out."
          onValue={setPassword}
        />
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        {said !== null && <p role="status">{said}</p>}
        <Button type="submit" className="justify-self-start" disabled={busy}>
          Change the password
        </Button>
      </form>
    </section>
  );
}
