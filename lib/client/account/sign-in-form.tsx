"use client";

import Link from "next/link";
import { type FormEvent, useState } from "react";
import { AccountFrame } from "@/lib/client/account/account-frame";
import { enter } from "@/lib/client/account/enter";
import { signIn } from "@/lib/client/api/account";
import { useAction } from "@/lib/client/shell/use-action";
import { Button } from "@/lib/client/ui/button";
import { Field } from "@/lib/client/ui/field";

/** Signs in to an account that exists. */
export function SignInForm() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { busy, error, run } = useAction();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (
      await run(async () => {
        await signIn({ email, password });
      })
    )
      enter("/");
  };
  return (
    <AccountFrame
      title="Sign in"
      lead="Find your chats in any browser. What you did here as a guest comes along."
      error={error}
      footer={
        <>
          No account yet?{" "}
          <Link href="/sign-up" className="text-accent underline">
            Make one
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
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" look="accent" disabled={busy}>
          Sign in
        </Button>
      </form>
    </AccountFrame>
  );
}
