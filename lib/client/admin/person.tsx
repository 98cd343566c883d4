import Link from "next/link";

/** Somebody in an admin's table: an e-mail, or a guest by the end of the id; leads to their audit. */
export function Person({ id, email }: { id: string; email: string | null }) {
  return (
    <Link
      href={`/admin/audit?person=${id}`}
      prefetch={false}
      className="underline decoration-line underline-offset-2 hover:text-accent"
    >
      {email ?? (
        <>
          Guest <span className="numbers">{id.slice(-6)}</span>
        </>
      )}
    </Link>
  );
}
