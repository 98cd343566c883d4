import type { ToolName } from "@/lib/contracts/tools";

/** Characters that a phrase or term must not hold: they would break the JSON or the template. */
const FORBIDDEN = new Set(['"', "\\", "<", "\n"].map((c) => c.charCodeAt(0)));
export const MAX_ARGUMENT = 60;

const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)];

/** A way to write a call: fixed text, or fixed text, a free argument, fixed text. */
type Form = { open: number[]; free: boolean; close: number[] };

const end = "</tool_call>";
const FORMS: Record<ToolName, Form> = {
  ground: {
    open: bytesOf('{"name":"ground","arguments":{"phrase":"'),
    free: true,
    close: bytesOf(`"}}${end}`),
  },
  diagnose: { open: bytesOf(`{"name":"diagnose","arguments":{}}${end}`), free: false, close: [] },
  lookup: {
    open: bytesOf('{"name":"lookup","arguments":{"term":"'),
    free: true,
    close: bytesOf(`"}}${end}`),
  },
};

/**
 * State of the automaton over bytes that follow `<tool_call>`: the forms still possible with how
 * far each has come, or inside the free argument with its length in characters so far.
 */
export type CallState =
  | { at: "open"; tools: readonly ToolName[]; position: number }
  | { at: "argument"; tool: ToolName; length: number; continuation: number; blank: boolean }
  | { at: "close"; tool: ToolName; position: number }
  | { at: "end" };

/** The first state, with the tools that may be called. */
export function callStart(tools: readonly ToolName[]): CallState {
  return { at: "open", tools, position: 0 };
}

function fromOpen(tools: readonly ToolName[], position: number, byte: number): CallState | null {
  const left = tools.filter((tool) => FORMS[tool].open[position] === byte);
  const tool = left[0];
  if (tool === undefined) return null;
  const form = FORMS[tool];
  if (left.length > 1 || position + 1 < form.open.length) {
    return { at: "open", tools: left, position: position + 1 };
  }
  return form.free
    ? { at: "argument", tool, length: 0, continuation: 0, blank: true }
    : { at: "end" };
}

/** Bytes that follow a UTF-8 lead byte, or null for a byte that cannot lead. */
function continuationOf(byte: number): number | null {
  if (byte >= 0x20 && byte < 0x7f) return 0;
  if (byte >= 0xc2 && byte < 0xe0) return 1;
  if (byte >= 0xe0 && byte < 0xf0) return 2;
  if (byte >= 0xf0 && byte < 0xf5) return 3;
  return null;
}

function fromArgument(
  state: Extract<CallState, { at: "argument" }>,
  byte: number,
): CallState | null {
  if (state.continuation > 0) {
    if ((byte & 0xc0) !== 0x80) return null;
    return { ...state, continuation: state.continuation - 1 };
  }
  if (byte === FORMS[state.tool].close[0]) {
    return state.blank ? null : { at: "close", tool: state.tool, position: 1 };
  }
  if (FORBIDDEN.has(byte) || state.length >= MAX_ARGUMENT) return null;
  const continuation = continuationOf(byte);
  if (continuation === null) return null;
  const blank = state.blank && byte === 0x20;
  return { ...state, length: state.length + 1, continuation, blank };
}

/** The state after one more byte, or null where the grammar forbids it. */
export function callStep(state: CallState, byte: number): CallState | null {
  switch (state.at) {
    case "open":
      return fromOpen(state.tools, state.position, byte);
    case "argument":
      return fromArgument(state, byte);
    case "close": {
      const { close } = FORMS[state.tool];
      if (close[state.position] !== byte) return null;
      const position = state.position + 1;
      return position === close.length ? { at: "end" } : { ...state, position };
    }
    case "end":
      return null;
  }
}

/** The state after all these bytes, or null. */
export function callSteps(state: CallState, bytes: Iterable<number>): CallState | null {
  let now: CallState | null = state;
  for (const byte of bytes) {
    now = callStep(now, byte);
    if (now === null) return null;
  }
  return now;
}

/** A name for states that allow the same tokens, or null where it is not worth keeping masks. */
export function stateKey(state: CallState): string | null {
  switch (state.at) {
    case "open":
      return `open:${state.position}:${state.tools.join(",")}`;
    case "close":
      return `close:${state.position}`;
    default:
      return null;
  }
}
