/** A typed piece of what the model writes. */
export type StreamEvent =
  | { type: "reasoning"; text: string }
  | { type: "text"; text: string }
  | { type: "tool-call"; json: string };

const THINK = "<think>";
const THINK_END = "</think>";
const CALL = "<tool_call>";
const CALL_END = "</tool_call>";

/** Length of the longest end of `text` that begins `tag`. */
function heldBack(text: string, tag: string): number {
  for (let n = Math.min(tag.length - 1, text.length); n > 0; n -= 1) {
    if (tag.startsWith(text.slice(text.length - n))) return n;
  }
  return 0;
}

/**
 * Splits the model's text into reasoning, tool call and answer, at whatever boundaries the pieces
 * come: the events' texts, joined by kind, depend on the whole text alone. Line breaks next to the
 * tags belong to the tags. Text that opens without a tag is the answer.
 */
export class StreamParser {
  #mode: "start" | "reasoning" | "text" | "call" | "done" = "start";
  #pending = "";
  #fresh = true;

  /** Takes the next piece; gives what can be said for certain. */
  push(piece: string): StreamEvent[] {
    this.#pending += piece;
    return this.#drain(false);
  }

  /** The model has ended. An unfinished tool call is dropped; unfinished reasoning is given. */
  end(): StreamEvent[] {
    return this.#drain(true);
  }

  #drain(last: boolean): StreamEvent[] {
    const events: StreamEvent[] = [];
    while (this.#step(last, events));
    return events;
  }

  /** One transition; false when more text is needed. */
  #step(last: boolean, events: StreamEvent[]): boolean {
    switch (this.#mode) {
      case "start":
        return this.#start(last);
      case "reasoning":
        return this.#until(THINK_END, "reasoning", "text", last, events);
      case "text":
        return this.#until(CALL, "text", "call", last, events);
      case "call":
        return this.#call(last, events);
      case "done":
        this.#pending = "";
        return false;
    }
  }

  #start(last: boolean): boolean {
    const text = this.#pending.trimStart();
    if (text.startsWith(THINK)) {
      this.#pending = text.slice(THINK.length);
      this.#mode = "reasoning";
      this.#fresh = true;
      return true;
    }
    if (!last && THINK.startsWith(text)) return false;
    this.#mode = "text";
    return true;
  }

  /** Gives text up to `tag`, holding back blanks and anything that may become the tag. */
  #until(
    tag: string,
    type: "reasoning" | "text",
    next: "text" | "call",
    last: boolean,
    events: StreamEvent[],
  ): boolean {
    if (this.#fresh) this.#pending = this.#pending.trimStart();
    const at = this.#pending.indexOf(tag);
    const found = at >= 0;
    let ready = found ? this.#pending.slice(0, at) : this.#pending;
    if (!found && !last) ready = ready.slice(0, ready.length - heldBack(ready, tag));
    const said = ready.trimEnd();
    if (said !== "") {
      events.push({ type, text: said });
      this.#fresh = false;
    }
    this.#pending = found ? this.#pending.slice(at + tag.length) : this.#pending.slice(said.length);
    if (found) {
      this.#mode = next;
      this.#fresh = true;
    }
    return found;
  }

  #call(last: boolean, events: StreamEvent[]): boolean {
    const at = this.#pending.indexOf(CALL_END);
    if (at < 0) {
      if (last) this.#mode = "done";
      return last;
    }
    events.push({ type: "tool-call", json: this.#pending.slice(0, at).trim() });
    this.#mode = "done";
    return true;
  }
}
