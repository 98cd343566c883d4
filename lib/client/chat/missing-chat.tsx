import Link from "next/link";
import { useVisitor } from "@/lib/client/shell/visitor-context";
import { buttonClass } from "@/lib/client/ui/button";
import { PlainPage } from "@/lib/client/ui/plain-page";

/** A chat that this person does not have: deleted, another account's, or never there. */
export function MissingChat() {
  const { email } = useVisitor();
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
          {email === null && (
            <Link href="/sign-in" className={buttonClass()}>
              Sign in
            </Link>
          )}
        </>
      }
    >
      {email === null
        ? "It was deleted, or it belongs to another account. If you asked it in another browser, make an account there and sign in here."
        : `It was deleted, or it belongs to another account than ${email}.`}
    </PlainPage>
  );
}
