import { describe, expect, it } from "vitest";
import { ApiError } from "@/lib/client/api/http";
import { followChanges } from "@/lib/client/changes/follow-changes";
import type { ChatChanges } from "@/lib/contracts/changes";

const ALL: ChatChanges = { all: true, chats: [], gone: [] };
const event = (changes: ChatChanges) => `data: ${JSON.stringify(changes)}\n\n`;

function body(pieces: string[], then: "end" | "hang" | "break" = "end") {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece));
      if (then === "end") controller.close();
    },
    pull(controller) {
      if (then === "break") controller.error(new TypeError("network"));
    },
  });
}

type Opening = () => ReadableStream<Uint8Array>;

/** Follows over these connections, one after another; ends when they are used up. */
async function follow(openings: Opening[], silentMs = 1000) {
  const heard: ChatChanges[] = [];
  const pauses: number[] = [];
  const abort = new AbortController();
  await followChanges({
    ...{ signal: abort.signal, silentMs },
    onChanges: (changes) => heard.push(changes),
    pause: async (ms) => {
      pauses.push(ms);
      if (openings.length === 0) abort.abort();
    },
    open: async () => {
      const opening = openings.shift();
      if (opening === undefined) throw new TypeError("no more");
      return opening();
    },
  });
  return { heard, pauses };
}

describe("following the changes", () => {
  it("hears events cut anywhere, and passes over what only says that the server is there", async () => {
    const gone = { all: false, chats: [], gone: ["a"] };
    const text = `${event(ALL)}: still there\n\n${event(gone)}`;
    const { heard } = await follow([
      () => body([text.slice(0, 9), text.slice(9, 50), text.slice(50)]),
    ]);
    expect(heard).toEqual([ALL, gone]);
  });

  it("connects again when a connection ends, breaks or falls silent", async () => {
    const { heard } = await follow(
      [
        () => body([event(ALL)]),
        () => body([event(ALL)], "break"),
        () => body([event(ALL)], "hang"),
        () => body([event(ALL)]),
      ],
      50,
    );
    expect(heard).toHaveLength(4);
  });

  it("waits longer each time the server can't be reached, and long where nobody is known", async () => {
    const fails = (error: unknown) => () => {
      throw error;
    };
    const { pauses } = await follow([
      fails(new TypeError("network")),
      fails(new TypeError("network")),
      fails(new ApiError(401, "unauthenticated", "Sign in.")),
      () => body([event(ALL)]),
    ]);
    expect(pauses[1]).toBeGreaterThan(pauses[0] ?? 0);
    expect(pauses[2]).toBe(10_000);
    expect(pauses[3]).toBe(500);
  });
});
