"use client";

import Link from "next/link";
import { type FormEvent, useState } from "react";
import { AccountFrame } from "@/lib/client/account/account-frame";
import { enter } from "@/lib/client/account/enter";
import { ProviderButton } from "@/lib/client/account/provider-button";
import { signIn, signUp } from "@/lib/client/api/account";
import { useAction } from "@/lib/client/shell/use-action";
import { Button } from "@/lib/client/ui/button";
import { Field } from "@/lib/client/ui/field";

const FORMS = {
  "sign-in": {
    send: signIn,
    title: "Sign in",
    lead: "Find your chats in any browser. What you did here as a guest comes along.",
    other: { question: "No account yet?", href: "/sign-up", words: "Make one" },
    password: { autoComplete: "current-password" },
    button: "Sign in",
  },
  "sign-up": {
    send: signUp,
    title: "Make an account",
    lead: "Your chats stay when this browser forgets you, and you find them in others.",
    other: { question: "You have one?", href: "/sign-in", words: "Sign in" },
    password: {
      autoComplete: "new-password",
      hint: "At least 12 characters. A few words in a row do well.",
      minLength: 12,
      maxLength: 200,
    },
    button: "Make the account",
  },
} as const;

/** Signs in to an account, or makes one; a guest's chats become the account's. */
export function CredentialsForm({
  form,
  provider,
  problem,
}: {
  form: keyof typeof FORMS;
  /** Where one can sign in instead; null where no such place is set. */
  provider: string | null;
  /** Why somebody who came back from there was not signed in. */
  problem: string | null;
}) {
  const { send, title, lead, other, password: passwordRules, button } = FORMS[form];
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { busy, error, run } = useAction();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await run(async () => {
      await send({ email, password });
    });
    if (done) enter("/");
  };
  return (
    <AccountFrame
      title={title}
      lead={lead}
      error={error ?? problem}
      footer={
        <>
          {other.question}{" "}
          <Link href={other.href} className="text-accent underline">
            {other.words}
          </Link>
          {form === "sign-in" && (
            <span className="mt-2 block">
              Password forgotten? Whoever runs this server can give you a link that sets another.
            </span>
          )}
        </>
      }
    >
      {provider !== null && (
        <>
          <ProviderButton name={provider} />
          <p className="flex items-center gap-3 text-label text-quiet before:flex-1 before:border-t after:flex-1 after:border-t">
            or with a password
          </p>
        </>
      )}
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
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          {...passwordRules}
        />
        <Button type="submit" look="accent" disabled={busy}>
          {button}
        </Button>
      </form>
    </AccountFrame>
  );
}
