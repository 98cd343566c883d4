"use client";

import clsx from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** The admin's pages, in the order of the navigation. */
const PAGES = [
  { href: "/admin/users", words: "Users" },
  { href: "/admin/limits", words: "Limits" },
  { href: "/admin/storage", words: "Storage" },
  { href: "/admin/models", words: "Models" },
  { href: "/admin/queue", words: "Queue" },
  { href: "/admin/feedback", words: "Feedback" },
  { href: "/admin/audit", words: "Audit" },
] as const;

/** An admin's page: the way to the others, a heading and what it is for. */
export function AdminFrame({
  title,
  lead,
  children,
}: {
  title: string;
  lead: string;
  children: ReactNode;
}) {
  const path = usePathname();
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto grid w-full max-w-[64rem] grid-cols-[minmax(0,1fr)] gap-6 px-4 py-6">
        <nav aria-label="Admin" className="flex flex-wrap gap-1 border-b pb-2">
          {PAGES.map(({ href, words }) => {
            const here = path === href;
            return (
              <Link
                key={href}
                href={href}
                prefetch={false}
                aria-current={here ? "page" : undefined}
                className={clsx(
                  "flex min-h-9 pointer-coarse:min-h-10 items-center rounded-card px-2.5 text-label font-medium",
                  here ? "bg-raised text-text" : "text-quiet hover:bg-raised hover:text-text",
                )}
              >
                {words}
              </Link>
            );
          })}
        </nav>
        <header className="grid gap-1">
          <h1 className="text-title font-semibold tracking-tight">{title}</h1>
          <p className="max-w-text text-quiet">{lead}</p>
        </header>
        {children}
      </div>
    </main>
  );
}
