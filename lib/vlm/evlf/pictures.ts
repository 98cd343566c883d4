import type { Encoders, Proposal } from "./encoders";
import type { PictureReading } from "./reading";
import type { Ticket } from "./scheduler";

/** Readings kept; about 1 MB each. */
const KEPT = 48;

/** Readings of pictures by key. A key must always name the same content. */
export class Pictures {
  readonly #encoders: Encoders;
  readonly #known = new Map<string, Promise<PictureReading>>();

  constructor(encoders: Encoders) {
    this.#encoders = encoders;
  }

  /** The reading of a picture, from memory or anew. `load` gives the canonical PNG. */
  read(key: string, load: () => Promise<Uint8Array>, ticket: Ticket): Promise<PictureReading> {
    const known = this.#known.get(key);
    if (known) {
      // most recently used last
      this.#known.delete(key);
      this.#known.set(key, known);
      return known;
    }
    const reading = load().then((png) => this.#encoders.read(png, ticket.run));
    this.#known.set(key, reading);
    reading.catch(() => this.#known.delete(key));
    const oldest = this.#known.keys().next();
    if (this.#known.size > KEPT && !oldest.done) this.#known.delete(oldest.value);
    return reading;
  }

  /** Boxes for a trained phrase, best first, neither thresholded nor suppressed. */
  propose(reading: PictureReading, phraseId: number, ticket: Ticket): Promise<Proposal[]> {
    return this.#encoders.propose(reading, phraseId, ticket.run);
  }
}
