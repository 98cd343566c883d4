import "server-only";
import type { SessionInfo } from "@/lib/contracts/account";
import { db } from "../db";

const MOST = 100;

/** Where a person is signed in, newest first; `currentToken` is the asking browser's own. */
export async function listSessions(
  userId: string,
  currentToken: string | null,
): Promise<SessionInfo[]> {
  const rows = await db().session.findMany({
    where: { userId, expires: { gt: new Date() } },
    orderBy: { createdAt: "desc" },
    take: MOST,
    select: { id: true, createdAt: true, address: true, agent: true, sessionToken: true },
  });
  return rows.map(({ id, createdAt, address, agent, sessionToken }) => ({
    ...{ id, createdAt: createdAt.toISOString(), address, agent },
    current: sessionToken === currentToken,
  }));
}
