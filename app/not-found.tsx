import type { Metadata } from "next";
import Link from "next/link";
import { buttonClass } from "@/lib/client/ui/button";
import { PlainPage } from "@/lib/client/ui/plain-page";

export const metadata: Metadata = { title: "Not here" };

export default function NotFound() {
  return (
    <PlainPage
      mark="nothing"
      tone="text-quiet"
      title="This page is not here"
      actions={
        <Link href="/" className={buttonClass("accent")}>
          Go to the start
        </Link>
      }
    >
      The address is wrong, or what stood here was deleted.
    </PlainPage>
  );
}
