import Link from "next/link";
import { buttonClass } from "@/lib/client/ui/button";
import { PlainPage } from "@/lib/client/ui/plain-page";

/** A chat that this person does not have: deleted, another account's, or never there. */
export function MissingChat() {
  return (
    <PlainPage
      mark="nothing"
      tone="text-quiet"
      title="This chat is not here"
      actions={
        <>
          <Link href="/" className={buttonClass("accent")}>
            New chat
          </Link>
          <Link href="/sign-in" className={buttonClass()}>
            Sign in
          </Link>
        </>
      }
    >
      It was deleted, or it belongs to another account. If you asked it in another browser, make an
      account there and sign in here.
    </PlainPage>
  );
}
