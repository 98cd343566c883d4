import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { z } from "zod";

type Props = { children: ReactNode; params: Promise<{ id: string }> };

/** Outside of what loading.tsx wraps: what is found missing in there is answered 200 already. */
export default async function ChatLayout({ children, params }: Props) {
  if (!z.uuid().safeParse((await params).id).success) notFound();
  return children;
}
