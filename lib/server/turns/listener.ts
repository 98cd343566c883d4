import "server-only";
import pg from "pg";
import { directUrl } from "../env";
import { log } from "../log";
import { CHANNELS, type Channel } from "./notify";

/** Hears what a payload says behind its first word; null when notifications may have been lost. */
type Wake = (rest: string | null) => void;

const keyOf = (channel: Channel, payload: string): string => `${channel}:${payload}`;

/**
 * The one LISTEN connection of a process and who waits for what on it. When the connection breaks
 * it is opened again and everybody is woken, since notifications were lost meanwhile: whoever
 * waits looks into the tables after each wake-up and never trusts the notification alone.
 */
class Listener {
  private readonly waiting = new Map<string, Set<Wake>>();
  private client: pg.Client | null = null;
  private connecting: Promise<void> | null = null;
  private closed = false;

  /**
   * Calls `wake` on each notification of `channel` whose payload is, or begins with the word,
   * `payload`; resolves when LISTEN is set up.
   */
  async on(channel: Channel, payload: string, wake: Wake): Promise<() => void> {
    const key = keyOf(channel, payload);
    const set = this.waiting.get(key) ?? new Set();
    this.waiting.set(key, set.add(wake));
    await this.connect();
    return () => {
      set.delete(wake);
      if (set.size === 0 && this.waiting.get(key) === set) this.waiting.delete(key);
    };
  }

  private connect(): Promise<void> {
    if (this.client !== null) return Promise.resolve();
    this.connecting ??= this.open().finally(() => {
      this.connecting = null;
    });
    return this.connecting;
  }

  private async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: directUrl(),
      application_name: "evlf-chat listen",
      connectionTimeoutMillis: 30_000,
      keepAlive: true,
    });
    const lost = (): void => this.lost(client);
    client.on("error", lost);
    client.on("end", lost);
    client.on("notification", ({ channel, payload }) => {
      const [key = "", rest = ""] = (payload ?? "").split(" ", 2);
      for (const wake of this.waiting.get(`${channel}:${key}`) ?? []) wake(rest);
    });
    await client.connect();
    await client.query(CHANNELS.map((channel) => `LISTEN ${channel}`).join("; "));
    this.client = client;
  }

  private lost(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = null;
    void client.end().catch(() => {});
    if (!this.closed && this.waiting.size > 0) this.retry();
  }

  private retry(): void {
    const timer = setTimeout(() => {
      this.connect()
        .then(() => {
          for (const set of this.waiting.values()) for (const wake of set) wake(null);
        })
        .catch((error: unknown) => {
          log().warn({ err: error }, "LISTEN connection lost, trying again");
          if (!this.closed) this.retry();
        });
    }, 500);
    timer.unref();
  }

  async close(): Promise<void> {
    this.closed = true;
    const { client } = this;
    this.client = null;
    await client?.end();
  }
}

const shared = globalThis as typeof globalThis & { evlfListener?: Listener };

/** The process's listener, connected when first used. */
export function listener(): Listener {
  shared.evlfListener ??= new Listener();
  return shared.evlfListener;
}

/** Closes the connection; the next use opens another. For the worker's end and for tests. */
export async function closeListener(): Promise<void> {
  const open = shared.evlfListener;
  delete shared.evlfListener;
  await open?.close();
}
