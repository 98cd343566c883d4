"use client";

import "./globals.css";
import { Button } from "@/lib/client/ui/button";
import { PlainPage } from "@/lib/client/ui/plain-page";

export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body className="flex h-dvh">
        <PlainPage
          mark="error"
          tone="text-danger"
          title="The page could not be drawn"
          actions={
            <Button look="accent" onClick={() => window.location.reload()}>
              Load it again
            </Button>
          }
        >
          Your chats and pictures are kept.{" "}
          {error.digest !== undefined && (
            <>
              Code <span className="numbers">{error.digest}</span>
            </>
          )}
        </PlainPage>
      </body>
    </html>
  );
}
