import { expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { ask, run } from "@/tests/server/turns";

withDatabase();

async function read(response: Response): Promise<string> {
  return await response.text().catch(() => "");
}

test("a web server that is asked to end lets its streams go, and their readers take up elsewhere", async () => {
  const { streamTurn } = await import("./stream-turn");
  const { ending } = await import("./ending");
  const { turnId } = await ask();
  const running = run(turnId, 15);
  const never = new AbortController().signal;
  const stream = read(await streamTurn(turnId, 0, never));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(ending().aborted).toBe(false);
  process.emit("SIGTERM");
  const first = await stream;
  expect(first).not.toContain("[DONE]");
  await running;
  // Another process, which nobody asked to end.
  delete (globalThis as typeof globalThis & { evlfEnding?: AbortController }).evlfEnding;
  const last = [...first.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? "0";
  const second = await read(await streamTurn(turnId, Number(last), never));
  expect(second).toContain("[DONE]");
  const words = [...`${first}${second}`.matchAll(/"delta":"(word\d+ [^"]*)"/g)].map(
    (hit) => hit[1],
  );
  expect(words.join("").trim().split(" ")).toHaveLength(60);
});
