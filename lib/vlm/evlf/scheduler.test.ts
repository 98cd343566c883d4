import { describe, expect, it } from "vitest";
import { lazyTicket, Scheduler } from "./scheduler";

const pause = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe("the scheduler", () => {
  it("gives each answer one run a round, and never two at once", async () => {
    const scheduler = new Scheduler({ active: 3, waiting: 0 });
    const order: string[] = [];
    let running = 0;
    const answer = async (name: string): Promise<void> => {
      const ticket = await scheduler.admit();
      for (let i = 0; i < 3; i += 1) {
        await ticket.run(async () => {
          running += 1;
          expect(running).toBe(1);
          await pause();
          order.push(name);
          running -= 1;
        });
      }
      ticket.release();
    };
    await Promise.all([answer("a"), answer("b"), answer("c")]);
    expect(order.join("")).toBe("abcabcabc");
  });

  it("goes on after a run that failed", async () => {
    const ticket = await new Scheduler({ active: 1, waiting: 0 }).admit();
    await expect(ticket.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(ticket.run(async () => 5)).resolves.toBe(5);
  });

  it("tells those who wait how many are before them, and lets them in by turn", async () => {
    const scheduler = new Scheduler({ active: 1, waiting: 2 });
    const first = await scheduler.admit();
    const heard: number[] = [];
    const second = scheduler.admit();
    const third = scheduler.admit(undefined, (ahead) => heard.push(ahead));
    expect(scheduler.load).toEqual({ active: 1, waiting: 2 });
    first.release();
    first.release();
    (await second).release();
    (await third).release();
    expect(heard).toEqual([2, 1]);
    expect(scheduler.load).toEqual({ active: 0, waiting: 0 });
  });

  it("turns away more than may wait", async () => {
    const scheduler = new Scheduler({ active: 1, waiting: 1 });
    await scheduler.admit();
    scheduler.admit().catch(() => undefined);
    await expect(scheduler.admit()).rejects.toMatchObject({ code: "queue-full" });
  });

  it("lets go of one who stops waiting", async () => {
    const scheduler = new Scheduler({ active: 1, waiting: 5 });
    const first = await scheduler.admit();
    const abort = new AbortController();
    const second = scheduler.admit(abort.signal);
    const third = scheduler.admit();
    abort.abort();
    await expect(second).rejects.toMatchObject({ code: "aborted" });
    first.release();
    (await third).release();
    await expect(scheduler.admit(abort.signal)).rejects.toMatchObject({ code: "aborted" });
    expect(scheduler.load).toEqual({ active: 0, waiting: 0 });
  });

  it("gives a lazy ticket back once, even one that was never asked for", async () => {
    const scheduler = new Scheduler({ active: 1, waiting: 5 });
    const lazy = lazyTicket(() => scheduler.admit());
    lazy.release();
    expect(await lazy.get()).toBe(await lazy.get());
    lazy.release();
    await pause();
    expect(scheduler.load.active).toBe(0);
  });
});
