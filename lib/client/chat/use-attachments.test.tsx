// @vitest-environment jsdom
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { useAttachments } from "@/lib/client/chat/use-attachments";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function serve() {
  const sent: string[] = [];
  vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
    const name = decodeURIComponent(new Headers(init.headers).get("x-file-name") ?? "");
    sent.push(name);
    return Response.json({ id: name, name, width: 2, height: 1, origin: "PNG", notes: [] });
  });
  return sent;
}

const file = (name: string, size = 10) => {
  const made = new File(["x"], name);
  Object.defineProperty(made, "size", { value: size });
  return made;
};

describe("useAttachments", () => {
  it("does not send a file that is larger than the server takes, and says so", async () => {
    const sent = serve();
    const { result } = renderHook(useAttachments);
    act(() => result.current.addFiles([file("large.dcm", 41 * 1024 * 1024)]));
    await waitFor(() => expect(result.current.attachments[0]?.state).toBe("failed"));
    expect(result.current.attachments[0]?.error).toContain("40 MB");
    expect(sent).toEqual([]);
  });

  it("takes four pictures and says how many were left out", async () => {
    const sent = serve();
    const { result } = renderHook(useAttachments);
    act(() => result.current.addFiles(["a", "b", "c", "d", "e", "f"].map((name) => file(name))));
    await waitFor(() => expect(result.current.pictures).toHaveLength(4));
    expect(result.current.leftOut).toBe(2);
    expect(sent).toEqual(["a", "b", "c", "d"]);
  });

  it("counts a picture only once the server has it", async () => {
    serve();
    const { result } = renderHook(useAttachments);
    act(() => result.current.addFiles([file("röntgen.png")]));
    expect(result.current.sending).toBe(true);
    expect(result.current.pictures).toEqual([]);
    await waitFor(() => expect(result.current.pictures[0]?.name).toBe("röntgen.png"));
    expect(result.current.sending).toBe(false);
  });
});
