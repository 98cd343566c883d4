"use client";

import Link from "next/link";
import { type FormEvent, useState } from "react";
import { becomeAdmin } from "@/lib/client/api/account";
import { useAction } from "@/lib/client/shell/use-action";
import { Button, buttonClass } from "@/lib/client/ui/button";
import { Field } from "@/lib/client/ui/field";

/** Takes the code that the server printed at its start and makes this account its admin. */
export function AdminForm({ admin }: { admin: boolean }) {
  const [code, setCode] = useState("");
  const [is, setIs] = useState(admin);
  const { busy, error, run } = useAction();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run(() => becomeAdmin({ code }))) setIs(true);
  };
  if (is)
    return (
      <section aria-labelledby="admin" className="grid justify-items-start gap-2">
        <h2 id="admin" className="text-heading font-semibold">
          Admin
        </h2>
        <p className="text-quiet">
          This account is an admin. An admin sees nobody else's chats and nobody else's pictures.
        </p>
        <Link href="/admin/users" prefetch={false} className={buttonClass()}>
          Users, limits, queue, audit
        </Link>
      </section>
    );
  return (
    <details>
      <summary className="cursor-pointer text-label text-quiet">
        You run this server and have its code?
      </summary>
      <form className="mt-3 grid gap-4" onSubmit={(event) => void submit(event)}>
        <Field
          label="Code"
          required
          maxLength={100}
          autoComplete="off"
          hint="The server prints it when it starts, until there is an admin."
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <Button type="submit" className="justify-self-start" disabled={busy}>
          Make this account the admin
        </Button>
      </form>
    </details>
  );
}
