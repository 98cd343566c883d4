import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { z } from "zod";

/** A writer of stream parts that opens and closes reasoning and text as they come. */
export class PartWriter {
  readonly #send: (part: LanguageModelV4StreamPart) => void;
  readonly #prefix: string;
  #open: { type: "reasoning" | "text"; id: string } | null = null;
  #count = 0;
  #ids: number[] = [];

  constructor(prefix: string, send: (part: LanguageModelV4StreamPart) => void) {
    this.#prefix = prefix;
    this.#send = send;
  }

  /** Notes token ids that the model wrote; they go with the next chunk that is sent. */
  wrote(ids: readonly number[]): void {
    this.#ids.push(...ids);
  }

  /** The ids noted since they were last taken, as they stand beside a chunk. */
  takeIds(): { ids?: number[] } {
    const ids = this.#ids;
    this.#ids = [];
    return ids.length > 0 ? { ids } : {};
  }

  /** Writes a piece; `raw` is what the model itself has written so far, kept when a part closes. */
  write(type: "reasoning" | "text", text: string, raw: string): void {
    if (text === "") return;
    if (this.#open?.type !== type) this.close(raw);
    if (!this.#open) {
      this.#open = { type, id: `${this.#prefix}-${this.#count}` };
      this.#count += 1;
      this.#send({ type: `${type}-start`, id: this.#open.id });
    }
    const evlf = this.takeIds();
    const metadata = evlf.ids === undefined ? {} : { providerMetadata: { evlf } };
    this.#send({ type: `${type}-delta`, id: this.#open.id, delta: text, ...metadata });
  }

  /** Closes the open part, if any, with the model's own text so far for later turns. */
  close(raw: string | null): void {
    if (!this.#open) return;
    const { type, id } = this.#open;
    const metadata = raw === null ? {} : { providerMetadata: { evlf: { raw, ...this.takeIds() } } };
    this.#send({ type: `${type}-end`, id, ...metadata });
    this.#open = null;
  }

  /** A whole part of code's own, which is no part of what the model wrote. */
  aside(text: string): void {
    this.close(null);
    this.write("text", text, "");
    this.close(null);
  }
}

const callSchema = z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()) });

/** Name and input of a call, or null where the text is not one. */
export function readCall(json: string): { name: string; input: string } | null {
  try {
    const call = callSchema.parse(JSON.parse(json));
    return { name: call.name, input: JSON.stringify(call.arguments) };
  } catch {
    return null;
  }
}
