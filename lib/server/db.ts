import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "@/lib/generated/prisma/client";
import { env } from "./env";

export type Db = PrismaClient;
/** What a transaction's callback gets; use cases that write together take it as an argument. */
export type Tx = Prisma.TransactionClient;

const POOL = 10;

// Kept on the global: in development each reload of a module would open a pool of its own.
const shared = globalThis as typeof globalThis & { evlfDb?: PrismaClient };

function connect(): PrismaClient {
  const adapter = new PrismaPg({
    connectionString: env().DATABASE_URL,
    max: POOL,
    connectionTimeoutMillis: 30_000,
    application_name: "evlf-chat",
  });
  // Prisma's own 2 s and 5 s are too short on a machine that computes an answer meanwhile.
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 20_000 } });
}

/** The process's database client, connected when first used. */
export function db(): PrismaClient {
  shared.evlfDb ??= connect();
  return shared.evlfDb;
}

/** Closes the pool; the next use opens another. For commands and tests. */
export async function closeDb(): Promise<void> {
  const open = shared.evlfDb;
  delete shared.evlfDb;
  await open?.$disconnect();
}
