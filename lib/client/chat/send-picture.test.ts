// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "@/lib/client/api/http";
import {
  isPassing,
  type SendNews,
  sendPicture,
  TRIES,
  waitBefore,
} from "@/lib/client/chat/send-picture";

const INFO = { id: "1", name: "a", width: 1, height: 1, origin: "PNG", notes: [] };
const file = new File(["x"], "a.png");
const lost = () => new ApiError(0, "offline", "The server cannot be reached.");

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Fails with these errors, one a try, then works. */
function play(errors: Error[]) {
  const ids: string[] = [];
  const news: SendNews[] = [];
  const control = new AbortController();
  const sent = sendPicture(
    file,
    { uploadId: "number-1", signal: control.signal, onNews: (each) => news.push(each) },
    async (_, { uploadId, onShare }) => {
      ids.push(uploadId);
      onShare(0.5);
      const error = errors[ids.length - 1];
      if (error !== undefined) throw error;
      return INFO;
    },
  );
  const settled = sent.then(
    (info) => info,
    (error: unknown) => error,
  );
  return { ids, news, control, settled };
}

describe("a picture on its way", () => {
  it("is sent again by itself under the same number when the connection is lost", async () => {
    const { ids, news, settled } = play([lost(), lost()]);
    await vi.runAllTimersAsync();
    expect(await settled).toBe(INFO);
    expect(ids).toEqual(["number-1", "number-1", "number-1"]);
    expect(news.filter(({ kind }) => kind === "again")).toEqual([
      { kind: "again", number: 2, of: TRIES, why: "lost" },
      { kind: "again", number: 3, of: TRIES, why: "lost" },
    ]);
  });

  it("is given up after a bounded number of tries", async () => {
    const { ids, settled } = play(Array.from({ length: 50 }, lost));
    await vi.runAllTimersAsync();
    expect(await settled).toMatchObject({ code: "offline" });
    expect(ids).toHaveLength(TRIES);
  });

  it("is not sent again when something is wrong with the picture", async () => {
    const { ids, settled } = play([new ApiError(415, "image-format", "I cannot read PDF files.")]);
    await vi.runAllTimersAsync();
    expect(await settled).toMatchObject({ code: "image-format" });
    expect(ids).toHaveLength(1);
  });

  it("that is cancelled while it waits is not sent again", async () => {
    const { ids, control, settled } = play([lost(), lost(), lost()]);
    await vi.advanceTimersByTimeAsync(100);
    control.abort(new Error("cancelled"));
    await vi.runAllTimersAsync();
    expect(await settled).toMatchObject({ message: "cancelled" });
    expect(ids).toHaveLength(1);
  });

  it("waits as long as a busy server asks, and longer each time it does not", () => {
    expect(waitBefore(2, 5)).toBe(5_000);
    const waits = [2, 3, 4, 5, 6, 7, 8].map((number) => waitBefore(number, null, 0.5));
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(isPassing(new ApiError(503, "decoders-busy", "", 5))).toBe(true);
    expect(isPassing(new ApiError(429, "rate-limited", "", 30))).toBe(true);
    expect(isPassing(new ApiError(429, "rate-limited", "", 600))).toBe(false);
    expect(isPassing(new ApiError(413, "quota-reached", ""))).toBe(false);
  });
});
