import { describe, expect, it } from "vitest";
import { spanOf, type TraceEvent, tasksOf } from "./e2e/main-thread";

const PAGE = { pid: 7, tid: 7 };
const main: TraceEvent = {
  ...PAGE,
  name: "thread_name",
  ph: "M",
  ts: 0,
  args: { name: "CrRendererMain" },
};

/** A task that took so long by the clock and of a processor (ms). */
const task = (at: number, clock: number, processor: number): TraceEvent => ({
  ...PAGE,
  name: "RunTask",
  ph: "X",
  ts: at * 1000,
  dur: clock * 1000,
  tdur: processor * 1000,
});
const own = (events: TraceEvent[], waited: number) =>
  tasksOf([main, ...events], new Map([[PAGE.pid, waited]])).map((each) => each.own);

describe("the tasks that a long chat is measured by", () => {
  it("count by the clock on a free machine, whatever they waited for", () => {
    expect(own([task(0, 180, 20), task(300, 60, 60)], 0)).toEqual([180, 60]);
  });

  it("are excused what the thread waited for a processor, and nothing more", () => {
    expect(own([task(0, 180, 20)], 100)).toEqual([80]);
    expect(own([task(0, 180, 120)], 1000)).toEqual([120]);
  });

  it("count by the clock where nothing says what the thread waited", () => {
    expect(tasksOf([main, task(0, 180, 20)], new Map())[0]?.own).toBe(180);
  });

  it("are the page's own: not the test's, not another thread's, not short ones", () => {
    const byTest: TraceEvent = {
      ...task(10, 100, 100),
      name: "Receive mojo message",
      args: { chrome_mojo_event_info: { mojo_interface_tag: "blink.mojom.DevToolsSession" } },
    };
    const elsewhere = { ...task(500, 300, 300), tid: 8 };
    expect(own([task(0, 150, 150), byTest, elsewhere, task(900, 49, 49)], 0)).toEqual([]);
  });

  it("are known to be all of them only as far as the trace goes", () => {
    expect(spanOf([main, task(1000, 50, 50), task(4000, 60, 60)])).toBe(3000);
    expect(spanOf([main])).toBe(0);
  });
});
