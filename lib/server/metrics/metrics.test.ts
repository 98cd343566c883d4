import { describe, expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { ask, converseAt, follow } from "@/tests/server/turns";

withDatabase();

const figure = (text: string, line: RegExp): number =>
  Number(
    text
      .split("\n")
      .find((each) => line.test(each))
      ?.split(" ")
      .at(-1) ?? Number.NaN,
  );

describe("the figures", () => {
  test("tell what workers counted, what waits, and what a web server answered", async () => {
    const { workTurns } = await import("../turns/work-turns");
    const { readMetrics } = await import("./read-metrics");
    const { db } = await import("../db");
    const model = { name: "words", version: "1" };
    const working = await workTurns({ name: "w1", concurrency: 1, converse: converseAt(1), model });
    const { turnId } = await ask("words that no figure may hold");
    await follow(turnId);
    const counted = async (): Promise<boolean> => {
      const row = await db().worker.findUnique({
        where: { name: "w1" },
        select: { metrics: true },
      });
      return JSON.stringify(row?.metrics ?? "").includes('"state":"done"');
    };
    for (let tries = 0; tries < 100 && !(await counted()); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    await working.stop(0);
    await db().worker.create({
      data: { name: "w1", warm: true, metrics: await metricsOfHere() },
      select: { name: true },
    });
    await ask("waits");
    const { text, contentType } = await readMetrics();
    expect(contentType).toContain("text/plain");
    expect(figure(text, /^evlf_queue_waiting /)).toBe(1);
    expect(figure(text, /^evlf_queue_bound /)).toBe(50);
    expect(figure(text, /^evlf_workers_warm /)).toBe(1);
    expect(figure(text, /^evlf_turns_total\{.*state="done".*process="w1"/)).toBe(1);
    expect(figure(text, /^evlf_first_token_seconds_count\{.*process="w1"/)).toBe(1);
    expect(text).not.toContain("no figure may hold");
    // No name twice: Prometheus refuses the whole answer then.
    const names = text.match(/^# TYPE \S+/gm) ?? [];
    expect(new Set(names).size).toBe(names.length);
  });
});

async function metricsOfHere() {
  const { metrics } = await import("./metrics");
  return JSON.parse(JSON.stringify(await metrics().registry.getMetricsAsJSON()));
}

describe("who may read the figures", () => {
  const from = (peer: string, more: Record<string, string> = {}): Headers =>
    new Headers({ "x-evlf-peer": peer, ...more });

  test("is this machine alone, and not through a proxy on it", async () => {
    Object.assign(globalThis, { evlfPeerAddress: true });
    const { mayReadMetrics } = await import("./may-read-metrics");
    expect(mayReadMetrics(from("127.0.0.1"))).toBe(true);
    expect(mayReadMetrics(from("::ffff:127.0.0.1"))).toBe(true);
    expect(mayReadMetrics(from("::1"))).toBe(true);
    expect(mayReadMetrics(from("192.0.2.1"))).toBe(false);
    expect(mayReadMetrics(from("127.0.0.1", { "x-forwarded-for": "127.0.0.1" }))).toBe(false);
    expect(mayReadMetrics(from("127.0.0.1", { forwarded: "for=192.0.2.1" }))).toBe(false);
    expect(mayReadMetrics(new Headers({ "x-forwarded-for": "127.0.0.1" }))).toBe(false);
  });

  test("is whoever brings the token, where there is one, and nobody else", async () => {
    const { env } = await import("../env");
    const { mayReadMetrics } = await import("./may-read-metrics");
    Object.assign(env(), { METRICS_TOKEN: "a token of sixteen or more" });
    const bearer = (token: string) => from("192.0.2.1", { authorization: `Bearer ${token}` });
    expect(mayReadMetrics(bearer("a token of sixteen or more"))).toBe(true);
    expect(mayReadMetrics(bearer("a token of sixteen or less"))).toBe(false);
    expect(mayReadMetrics(from("127.0.0.1"))).toBe(false);
  });
});
