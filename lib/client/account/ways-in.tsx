"use client";

import { useRouter } from "next/navigation";
import { ProviderButton } from "@/lib/client/account/provider-button";
import { disconnectProvider } from "@/lib/client/api/account";
import { useAction } from "@/lib/client/shell/use-action";
import { Button } from "@/lib/client/ui/button";

export type Ways = {
  /** The provider that this server knows; null where none is set. */
  provider: string | null;
  connected: boolean;
  password: boolean;
};

/** Connects the account to the provider, or takes the connection away. */
export function WaysIn({ ways }: { ways: Ways }) {
  const { busy, error, run } = useAction();
  const router = useRouter();
  const { provider, connected, password } = ways;
  if (provider === null) return null;
  const disconnect = () =>
    run(async () => {
      await disconnectProvider();
      router.refresh();
    });
  return (
    <section aria-labelledby="ways" className="grid gap-2">
      <h2 id="ways" className="text-heading font-semibold">
        Sign in with {provider}
      </h2>
      {connected ? (
        <>
          <p className="text-quiet">
            This account is connected: who signs in there as you is signed in here.
            {!password && " It has no password, so that is the only way in."}
          </p>
          {password && (
            <Button
              className="justify-self-start"
              disabled={busy}
              onClick={() => void disconnect()}
            >
              Disconnect {provider}
            </Button>
          )}
        </>
      ) : (
        <>
          <p className="text-quiet">
            Connected, this account can be entered by signing in there, too. The same e-mail address
            alone connects nothing.
          </p>
          <ProviderButton name={provider} connect />
        </>
      )}
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
    </section>
  );
}
