import { expect } from "vitest";

export const PASSWORD = "four plain words here";
/** A worker that does not end. */
export const alive = new AbortController().signal;

/** A new account with a session. */
export async function newAccount() {
  const { db } = await import("@/lib/server/db");
  const { hashPassword } = await import("@/lib/server/users/password");
  const email = `${crypto.randomUUID()}@example.org`;
  const passwordHash = await hashPassword(PASSWORD);
  const user = await db().user.create({
    data: { email, passwordHash, name: "Jane Doe" },
    select: { id: true },
  });
  await db().session.create({
    data: {
      ...{ userId: user.id, sessionToken: crypto.randomUUID(), agent: "A browser" },
      expires: new Date(Date.now() + 60_000),
    },
  });
  return { id: user.id, email };
}

/** Asks for an export of everything and lets a worker write it. */
export async function exported(user: { id: string; email: string }) {
  const { requestExport, listExports } = await import("@/lib/server/jobs/request-export");
  const { runNextJob } = await import("@/lib/server/jobs/run-jobs");
  const { exportFile } = await import("@/lib/server/jobs/export-files");
  const { id } = await requestExport(user);
  expect(await runNextJob(alive)).toBe(true);
  const [job] = await listExports(user.id);
  return { id, job, file: exportFile(id) };
}
