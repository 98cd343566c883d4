import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { StartFailure } from "./failure";

const MIN_VERSION = 13;

const where = (url: string): string => {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || "5432"}${pathname}`;
};

function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "ECONNREFUSED") return "nothing answers at that address";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "the machine's name is not known";
  if (code === "28P01") return "the password is wrong";
  if (code === "3D000") return "there is no database of that name";
  return error instanceof Error && error.message !== "" ? error.message : code;
}

/**
 * Connects once to the database and asks its version.
 *
 * @returns the server's version, such as "18.4".
 * @throws StartFailure naming the address (without its password) and why.
 */
export async function checkDatabase(url: string, patienceMs = 0): Promise<string> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
      const version = rows[0]?.server_version.split(" ")[0] ?? "?";
      if (Number.parseInt(version, 10) < MIN_VERSION) {
        throw new StartFailure(
          `PostgreSQL ${version} is too old: ${MIN_VERSION} or newer is needed.`,
        );
      }
      return version;
    } catch (error) {
      if (error instanceof StartFailure) throw error;
      if (Date.now() >= end) {
        throw new StartFailure(`The database at ${where(url)} can't be reached: ${reason(error)}.`);
      }
      await sleep(200);
    } finally {
      await client.end().catch(() => {});
    }
  }
}
