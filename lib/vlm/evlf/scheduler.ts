import { throwIfAborted, VlmError } from "../errors";

/** Leave to run, for one answer. Each `run` is one decode step, one prefill chunk or one encoder. */
export type Ticket = {
  run<T>(work: () => Promise<T>): Promise<T>;
  release(): void;
};

type Waiter = { start: () => void; moved: (ahead: number) => void };

/**
 * Lets several answers progress together on one processor. Runs are done one at a time in the
 * order they are asked for, and an answer asks for its next run only after its last, so each gets
 * one run a round. At most `active` answers run; up to `waiting` more wait their turn.
 */
export class Scheduler {
  readonly #limits: { active: number; waiting: number };
  #active = 0;
  #queue: Waiter[] = [];
  #tail: Promise<unknown> = Promise.resolve();

  constructor(limits: { active: number; waiting: number }) {
    this.#limits = limits;
  }

  /** Answers running and waiting now. */
  get load(): { active: number; waiting: number } {
    return { active: this.#active, waiting: this.#queue.length };
  }

  /**
   * Waits for a place; `onAhead` hears how many are before, each time that changes. Throws
   * VlmError queue-full or aborted.
   */
  async admit(signal?: AbortSignal, onAhead?: (ahead: number) => void): Promise<Ticket> {
    throwIfAborted(signal);
    if (this.#active >= this.#limits.active) await this.#wait(signal, onAhead);
    else this.#active += 1;
    let open = true;
    return {
      run: (work) => this.#run(work),
      release: () => {
        if (open) this.#leave();
        open = false;
      },
    };
  }

  #wait(signal: AbortSignal | undefined, onAhead?: (ahead: number) => void): Promise<void> {
    if (this.#queue.length >= this.#limits.waiting) {
      throw new VlmError(
        "queue-full",
        `${this.#queue.length} wait`,
        "Too many questions are waiting just now. Please ask again in a minute.",
      );
    }
    return new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        this.#queue = this.#queue.filter((other) => other !== waiter);
        this.#tellPlaces();
        reject(new VlmError("aborted", "aborted while waiting", "Stopped."));
      };
      const start = (): void => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const waiter: Waiter = { start, moved: (ahead) => onAhead?.(ahead) };
      signal?.addEventListener("abort", leave, { once: true });
      this.#queue.push(waiter);
      waiter.moved(this.#queue.length);
    });
  }

  #leave(): void {
    const next = this.#queue.shift();
    if (next) next.start();
    else this.#active -= 1;
    this.#tellPlaces();
  }

  #tellPlaces(): void {
    for (const [index, waiter] of this.#queue.entries()) waiter.moved(index + 1);
  }

  #run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(work);
    this.#tail = result.catch(() => undefined);
    return result;
  }
}

/** A ticket asked for on its first use and given back once. */
export function lazyTicket(admit: () => Promise<Ticket>): {
  get(): Promise<Ticket>;
  release(): void;
} {
  let asked: Promise<Ticket> | undefined;
  return {
    get: () => {
      asked ??= admit();
      return asked;
    },
    release: () => {
      asked?.then(
        (ticket) => ticket.release(),
        () => undefined,
      );
    },
  };
}
