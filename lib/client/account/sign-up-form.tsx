"use client";

import Link from "next/link";
import { type FormEvent, useState } from "react";
import { AccountFrame } from "@/lib/client/account/account-frame";
import { enter } from "@/lib/client/account/enter";
import { signUp } from "@/lib/client/api/account";
import { useAction } from "@/lib/client/shell/use-action";
import { Button } from "@/lib/client/ui/button";
import { Field } from "@/lib/client/ui/field";

/** Makes an account; a guest's chats become the account's. */
export function SignUpForm() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { busy, error, run } = useAction();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (
      await run(async () => {
        await signUp({ email, password });
      })
    )
      enter("/");
  };
  return (
    <AccountFrame
      title="Make an account"
      lead="Your chats stay when this browser forgets you, and you find them in others."
      error={error}
      footer={
        <>
          You have one?{" "}
          <Link href="/sign-in" className="text-accent underline">
            Sign in
          </Link>
        </>
      }
    >
      <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
        <Field
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Field
          label="Password"
          type="password"
          autoComplete="new-password"
          hint="At least 12 characters. A few words in a row do well."
          minLength={12}
          maxLength={200}
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" look="accent" disabled={busy}>
          Make the account
        </Button>
      </form>
    </AccountFrame>
  );
}
