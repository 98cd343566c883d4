import Link from "next/link";
import { buttonClass } from "@/lib/client/ui/button";
import { StateMark } from "@/lib/client/ui/state-marks";

/** A chat that this person does not have: deleted, another account's, or never there. */
export function MissingChat() {
  return (
    <main className="grid flex-1 place-items-center p-6">
      <div className="grid max-w-text justify-items-center gap-3 text-center">
        <StateMark kind="nothing" className="text-quiet" />
        <h1 className="text-heading font-semibold">This chat is not here</h1>
        <p className="text-quiet">
          It was deleted, or it belongs to another account. If you asked it in another browser, sign
          in there and here.
        </p>
        <div className="flex flex-wrap justify-center gap-2">
          <Link href="/" className={buttonClass("accent")}>
            New chat
          </Link>
          <Link href="/sign-in" className={buttonClass()}>
            Sign in
          </Link>
        </div>
      </div>
    </main>
  );
}
