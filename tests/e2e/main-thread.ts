import { existsSync, readFileSync } from "node:fs";
import type { Browser, CDPSession, Page } from "@playwright/test";

/**
 * A task of a page's main thread (ms): by the clock, of a processor, and what it would have taken
 * by the clock had the thread never stood ready without getting a processor.
 */
export type Task = { clock: number; processor: number; own: number };

/** What is read of an event of a Chrome trace (µs). */
export type TraceEvent = {
  name: string;
  ph: string;
  ts: number;
  dur?: number;
  tdur?: number;
  pid: number;
  tid: number;
  args?: { name?: string; chrome_mojo_event_info?: { mojo_interface_tag?: string } };
};

const DEVTOOLS = "blink.mojom.DevToolsSession";
/** Only tasks and what started them: a trace of more would be slow itself. */
const CATEGORIES = ["toplevel", "disabled-by-default-devtools.timeline"];
const MIN_TASK_MS = 50;

type Waited = Map<number, number>;

/** How long each page's main thread has waited for a processor (ms); nothing where Linux isn't. */
async function waitedOfPages(session: CDPSession): Promise<Waited> {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const waited: Waited = new Map();
  for (const { id, type } of processInfo) {
    const file = `/proc/${id}/task/${id}/schedstat`;
    if (type !== "renderer" || !existsSync(file)) continue;
    waited.set(id, Number(readFileSync(file, "utf8").split(" ")[1]) / 1e6);
  }
  return waited;
}

/**
 * Tasks of at least 50 ms in a trace, without those that the test itself had the page do.
 * @param waited How long each process's main thread waited in all that time (ms): no task is
 *   excused more than that, so on a free machine the clock alone counts.
 */
export function tasksOf(events: TraceEvent[], waited: Waited): Task[] {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const mains = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(threadOf),
  );
  const inMain = events.filter((event) => event.ph === "X" && mains.has(threadOf(event)));
  const ofTest = inMain.filter(
    ({ args }) => args?.chrome_mojo_event_info?.mojo_interface_tag === DEVTOOLS,
  );
  return inMain
    .filter(({ name, dur = 0 }) => name === "RunTask" && dur >= MIN_TASK_MS * 1000)
    .filter((task) => !ofTest.some((event) => within(event, task)))
    .map(({ pid, dur = 0, tdur = dur }) => {
      const [clock, processor] = [dur / 1000, tdur / 1000];
      return { clock, processor, own: Math.max(processor, clock - (waited.get(pid) ?? 0)) };
    });
}

const within = (inner: TraceEvent, outer: TraceEvent): boolean =>
  inner.pid === outer.pid &&
  inner.tid === outer.tid &&
  inner.ts >= outer.ts &&
  inner.ts <= outer.ts + (outer.dur ?? 0);

/** How long a trace may fall short of the time that was watched (ms). */
const MISSING_MS = 5_000;

/** How much time lies between the first and the last task of a trace (ms). */
export function spanOf(events: TraceEvent[]): number {
  const at = events.filter(({ name }) => name === "RunTask").map(({ ts }) => ts / 1000);
  const bounds = at.reduce(
    ([first, last], ms) => [Math.min(first, ms), Math.max(last, ms)] as const,
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const,
  );
  return Math.max(0, bounds[1] - bounds[0]);
}

/** Notes the tasks of a page until the answer is called. One page of a browser at a time. */
export async function watchMainThread(
  browser: Browser,
  page: Page,
): Promise<() => Promise<Task[]>> {
  const session = await browser.newBrowserCDPSession();
  await browser.startTracing(page, { categories: CATEGORIES });
  const before = await waitedOfPages(session);
  const began = performance.now();
  return async () => {
    const watched = performance.now() - began;
    const after = await waitedOfPages(session);
    const trace = await browser.stopTracing();
    await session.detach();
    const waited = new Map([...after].map(([pid, ms]) => [pid, ms - (before.get(pid) ?? 0)]));
    const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
    // Chrome's buffer takes no more when it is full, and says nothing.
    if (spanOf(traceEvents) < watched - MISSING_MS)
      throw new Error("The trace does not hold all of this part: make the part shorter.");
    return tasksOf(traceEvents, waited);
  };
}
