"use client";

import { Button } from "@/lib/client/ui/button";
import { PlainPage } from "@/lib/client/ui/plain-page";

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <PlainPage
      mark="error"
      tone="text-danger"
      title="This page broke"
      actions={
        <>
          <Button look="accent" onClick={reset}>
            Try again
          </Button>
          <Button onClick={() => window.location.assign("/")}>Go to the start</Button>
        </>
      }
    >
      Your chats and pictures are kept. An answer that was being written goes on.{" "}
      {error.digest !== undefined && (
        <>
          Code <span className="numbers">{error.digest}</span>
        </>
      )}
    </PlainPage>
  );
}
