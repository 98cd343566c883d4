import { describe, expect, it } from "vitest";
import type { EvlfChunk } from "@/lib/client/chat/chunks";
import { followTurn } from "@/lib/client/chat/follow-turn";

const CHUNKS: EvlfChunk[] = [
  { type: "start", messageId: "m" },
  { type: "text-start", id: "t" },
  { type: "text-delta", id: "t", delta: "The lung " },
  { type: "text-delta", id: "t", delta: "is marked." },
  { type: "text-end", id: "t" },
  { type: "finish" },
];

const event = (chunk: EvlfChunk, index: number) =>
  `id: ${index + 1}\ndata: ${JSON.stringify(chunk)}\n\n`;

/** A server that keeps the log and breaks each connection as the plan says (in characters). */
function server(plan: (number | "refuse" | "gone")[], resend = 0) {
  const asked: number[] = [];
  const fetcher: typeof fetch = async (input) => {
    const after = Number(new URL(String(input), "http://test").searchParams.get("after"));
    asked.push(after);
    const step = plan[asked.length - 1] ?? Number.POSITIVE_INFINITY;
    if (step === "refuse") throw new TypeError("failed to fetch");
    if (step === "gone") return new Response(null, { status: 410 });
    const from = Math.max(0, after - resend);
    const text = CHUNKS.map(event).slice(from).join("");
    return new Response(text.slice(0, step));
  };
  return { asked, fetcher };
}

async function collect(plan: (number | "refuse" | "gone")[], resend = 0) {
  const { asked, fetcher } = server(plan, resend);
  const chunks: EvlfChunk[] = [];
  for await (const chunk of followTurn({ turnId: "t", fetcher, wait: async () => undefined }))
    chunks.push(chunk);
  return { asked, chunks };
}

describe("followTurn", () => {
  it("answers every chunk once over an unbroken connection", async () => {
    expect((await collect([])).chunks).toEqual(CHUNKS);
  });

  it("answers every chunk once wherever the connection breaks", async () => {
    const length = CHUNKS.map(event).join("").length;
    for (let cut = 0; cut < length; cut += 7)
      expect((await collect([cut, "refuse"])).chunks).toEqual(CHUNKS);
  });

  it("skips what a server sends twice", async () => {
    expect((await collect([150], 2)).chunks).toEqual(CHUNKS);
  });

  it("asks again after the last number it saw", async () => {
    const two = CHUNKS.map(event).slice(0, 2).join("").length;
    expect((await collect([two])).asked).toEqual([0, 2]);
  });

  it("ends when the log is gone, so that the stored message can be read instead", async () => {
    expect((await collect(["gone"])).chunks).toEqual([]);
  });

  it("does not ask a folded answer again from its beginning", async () => {
    let asked = 0;
    const fetcher: typeof fetch = async () => {
      asked += 1;
      const folded = CHUNKS.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).slice(0, 3);
      return new Response(folded.join(""));
    };
    const chunks: EvlfChunk[] = [];
    for await (const chunk of followTurn({ turnId: "t", fetcher })) chunks.push(chunk);
    expect(chunks).toEqual(CHUNKS.slice(0, 3));
    expect(asked).toBe(1);
  });

  it("gives up with a network error when the server stays away", async () => {
    await expect(collect(Array.from({ length: 20 }, () => "refuse" as const))).rejects.toThrow(
      "network",
    );
  });

  it("tells an error as the state of the message, so that what was written stays", async () => {
    const fetcher: typeof fetch = async () =>
      new Response(event({ type: "error", errorText: "It broke." }, 0));
    const chunks: EvlfChunk[] = [];
    for await (const chunk of followTurn({ turnId: "t", fetcher })) chunks.push(chunk);
    expect(chunks).toEqual([
      {
        type: "message-metadata",
        messageMetadata: { state: "failed", error: { code: "turn-failed", message: "It broke." } },
      },
    ]);
  });
});
