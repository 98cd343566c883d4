"use client";

import { LogIn } from "lucide-react";
import { startOidc } from "@/lib/client/api/account";
import { useAction } from "@/lib/client/shell/use-action";
import { Button } from "@/lib/client/ui/button";

/** Goes to the provider to sign in there, or to connect the account of now. */
export function ProviderButton({ name, connect = false }: { name: string; connect?: boolean }) {
  const { busy, error, run } = useAction();
  const go = () =>
    run(async () => {
      const { url } = await startOidc({ connect });
      window.location.assign(url);
    });
  return (
    <div className="grid gap-2">
      <Button
        disabled={busy}
        className={connect ? "justify-self-start" : undefined}
        onClick={() => void go()}
      >
        <LogIn className="size-4" aria-hidden="true" />
        {connect ? `Connect ${name}` : `Continue with ${name}`}
      </Button>
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
