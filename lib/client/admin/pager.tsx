import Link from "next/link";
import { buttonClass } from "@/lib/client/ui/button";

type Query = Record<string, string | undefined>;

/** The address of a page with these of its query's parts that there are. */
export function hrefOf(path: string, query: Query): string {
  const parts = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  return parts.length === 0 ? path : `${path}?${new URLSearchParams(parts as [string, string][])}`;
}

/** The ways to the first and to the next page of a list; nothing where all of it is on one. */
export function Pager({
  path,
  query,
  next,
}: {
  path: string;
  query: Query & { after?: string | undefined };
  next: string | null;
}) {
  const { after, ...rest } = query;
  if (after === undefined && next === null) return null;
  return (
    <nav aria-label="Pages" className="flex gap-2">
      {after !== undefined && (
        <Link href={hrefOf(path, rest)} prefetch={false} className={buttonClass()}>
          First page
        </Link>
      )}
      {next !== null && (
        <Link
          href={hrefOf(path, { ...rest, after: next })}
          prefetch={false}
          className={buttonClass()}
        >
          Next page
        </Link>
      )}
    </nav>
  );
}
