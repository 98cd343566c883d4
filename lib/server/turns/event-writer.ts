import "server-only";
import type { Tx } from "../db";
import { appendEvents, type Lease } from "./append-events";
import { joinDeltas, type TurnChunk } from "./chunks";

/** Longest time, in milliseconds, that a chunk waits for company before it is written. */
const BATCH_MS = 40;

type Options = {
  /** Events that the log holds already. */
  behind?: number;
  /** Called once a written batch shows that somebody asked to stop. */
  onStop: () => void;
  /** Called when a batch can't be written: the lease is lost or the database is gone. */
  onFailure: (error: unknown) => void;
};

/**
 * Collects a running turn's chunks and appends them to its log, a batch at most every 40 ms, one
 * batch at a time and in order. After a failure it writes nothing more.
 */
export class EventWriter {
  private readonly buffer: TurnChunk[] = [];
  private seq: number;
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();
  private broken: unknown = null;

  constructor(
    private readonly db: Tx,
    private readonly lease: Lease,
    private readonly options: Options,
  ) {
    this.seq = options.behind ?? 0;
  }

  push(chunk: TurnChunk): void {
    this.buffer.push(chunk);
    this.timer ??= setTimeout(() => this.schedule(), BATCH_MS);
  }

  /** Writes what is left; resolves when all of it is in the log. Throws what broke the writing. */
  async flush(): Promise<void> {
    this.schedule();
    await this.writing;
    if (this.broken !== null) throw this.broken;
  }

  private schedule(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.writing = this.writing.then(() => this.write());
  }

  private async write(): Promise<void> {
    const batch = joinDeltas(this.buffer.splice(0));
    if (batch.length === 0 || this.broken !== null) return;
    try {
      const { stopRequested } = await appendEvents(this.db, this.lease, this.seq + 1, batch);
      this.seq += batch.length;
      if (stopRequested) this.options.onStop();
    } catch (error) {
      this.broken = error;
      this.options.onFailure(error);
    }
  }
}
