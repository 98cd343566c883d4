import Link from "next/link";
import { buttonClass } from "@/lib/client/ui/button";
import { PlainPage } from "@/lib/client/ui/plain-page";

/** In place of the figures where the model's folder can't be read. */
export function MissingModel() {
  return (
    <PlainPage
      mark="error"
      tone="text-danger"
      title="The model is not there"
      actions={
        <Link href="/" className={buttonClass("plain")}>
          To the start
        </Link>
      }
    >
      Its figures can't be read on this server. Your chats and pictures are kept.
    </PlainPage>
  );
}
