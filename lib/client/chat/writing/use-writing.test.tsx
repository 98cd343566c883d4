// @vitest-environment jsdom
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { useAttachments } from "@/lib/client/chat/use-attachments";
import { useWriting } from "@/lib/client/chat/writing/use-writing";
import { answerUploads } from "@/tests/browser/answer-uploads";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const info = (id: string) => ({ id, name: id, width: 20, height: 10, origin: "PNG", notes: [] });
const box = { x: 0, y: 0, width: 0.5, height: 0.1 };
type Reply = () => Response;

/** A server that answers by method and path; what is not named fails. */
function serve(replies: Record<string, Reply>) {
  const calls: string[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    const call = `${init.method ?? "GET"} ${path}`;
    calls.push(call);
    const reply = replies[call];
    if (reply === undefined) return Response.json({ error: {} }, { status: 500 });
    return reply();
  });
  return calls;
}

function hooks() {
  return renderHook(() => {
    const attachments = useAttachments();
    return { attachments, writing: useWriting(attachments) };
  });
}

const look =
  (state: string, boxes: unknown[] = [], id = "a", trimmed: unknown = null): Reply =>
  () =>
    Response.json({ image: info(id), trimmed, writing: { state, boxes } });

async function attached(replies: Record<string, Reply>) {
  const calls = serve(replies);
  answerUploads(info("a"));
  const { result } = hooks();
  act(() => result.current.attachments.addFiles([new File(["x"], "a.png")]));
  await waitFor(() => expect(result.current.attachments.attachments[0]?.state).toBe("ready"));
  const key = result.current.attachments.attachments[0]?.key ?? "";
  const state = () => result.current.writing.of(key)?.state;
  return { calls, result, key, state };
}

describe("a picture that is attached", () => {
  it("holds the question back until it has been looked at", async () => {
    let answer: (response: Response) => void = () => undefined;
    const { result, state } = await attached({
      "POST /api/images/a/look": (() =>
        new Promise((resolve) => {
          answer = resolve;
        })) as unknown as Reply,
    });
    await waitFor(() => expect(state()).toBe("looking"));
    expect(result.current.writing.waits).toBe(true);
    act(() => answer(look("none")()));
    await waitFor(() => expect(state()).toBe("none"));
    expect(result.current.writing.waits).toBe(false);
  });

  it("holds the question back until the person has said what happens with the writing", async () => {
    const { result, key, state } = await attached({
      "POST /api/images/a/look": look("found", [box]),
    });
    await waitFor(() => expect(state()).toBe("found"));
    expect([result.current.writing.waits, result.current.writing.undecided]).toEqual([true, true]);
    act(() => result.current.writing.keep(key));
    expect(result.current.writing.waits).toBe(false);
  });

  it("is replaced by the covered one, which is looked at in its turn", async () => {
    const { calls, result, key, state } = await attached({
      "POST /api/images/a/look": look("found", [box]),
      "POST /api/images/a/black-out": () => Response.json(info("b"), { status: 201 }),
      "POST /api/images/b/look": look("none", [], "b"),
    });
    await waitFor(() => expect(state()).toBe("found"));
    act(() => result.current.writing.blackOut(key, { boxes: [box], strokes: [] }));
    await waitFor(() => expect(state()).toBe("covered"));
    expect(result.current.attachments.pictures[0]?.imageId).toBe("b");
    expect(calls.at(-1)).toBe("POST /api/images/b/look");
  });

  it("that could not be looked at says so, and does not hold the question back", async () => {
    const { result, key, state } = await attached({
      "POST /api/images/a/look": () =>
        Response.json({ error: { code: "rate-limited", message: "Many wait." } }, { status: 429 }),
    });
    await waitFor(() => expect(state()).toBe("unknown"));
    expect(result.current.writing.of(key)?.trouble).toBe("Many wait.");
    expect(result.current.writing.waits).toBe(false);
  });

  it("is the trimmed one, until the trim is undone", async () => {
    const trim = { left: 4, top: 4, right: 4, bottom: 4 };
    const { result, key, state } = await attached({
      "POST /api/images/a/look": look("none", [], "t", trim),
      "POST /api/images/t/untrim": () => Response.json(info("a")),
    });
    await waitFor(() => expect(state()).toBe("none"));
    expect(result.current.attachments.pictures[0]?.imageId).toBe("t");
    expect(result.current.writing.of(key)?.trimmed).toEqual(trim);
    serve({
      "POST /api/images/t/untrim": () => Response.json(info("a")),
      "POST /api/images/a/look": look("none"),
    });
    act(() => result.current.writing.untrim(key));
    await waitFor(() => expect(result.current.attachments.pictures[0]?.imageId).toBe("a"));
    await waitFor(() => expect(result.current.writing.of(key)?.trimmed).toBeNull());
  });

  it("that is taken back is removed from the server too", async () => {
    const { calls, result, key, state } = await attached({
      "POST /api/images/a/look": look("none"),
      "DELETE /api/images/a": () => new Response(null, { status: 204 }),
    });
    await waitFor(() => expect(state()).toBe("none"));
    act(() => result.current.attachments.remove(key));
    expect(result.current.attachments.attachments).toEqual([]);
    await waitFor(() => expect(calls.at(-1)).toBe("DELETE /api/images/a"));
  });

  it("is not looked at where it is known: of an earlier question, or a sample", async () => {
    const calls = serve({});
    const { result } = hooks();
    act(() =>
      result.current.attachments.restore([{ imageId: "k", name: "k", width: 2, height: 2 }]),
    );
    expect(result.current.writing.waits).toBe(false);
    expect(calls).toEqual([]);
  });
});
