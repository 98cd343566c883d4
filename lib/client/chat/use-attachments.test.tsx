// @vitest-environment jsdom
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { useAttachments } from "@/lib/client/chat/use-attachments";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** A server that takes uploads: `held` are those it has not answered yet. */
function serve({ hold = false } = {}) {
  const sent: string[] = [];
  const headers: string[] = [];
  const deleted: string[] = [];
  const held: FakeRequest[] = [];
  class FakeRequest {
    upload: { onprogress?: (event: object) => void; onload?: () => void } = {};
    status = 0;
    responseText = "";
    uploadId = "";
    headers: string[] = [];
    onload?: () => void;
    onerror?: () => void;
    onabort?: () => void;
    onloadend?: () => void;
    open() {}
    setRequestHeader(key: string, value: string) {
      if (key === "x-upload-id") this.uploadId = value;
      this.headers.push(`${key}: ${value}`);
    }
    getResponseHeader() {
      return null;
    }
    answer(status: number, body: object) {
      Object.assign(this, { status, responseText: JSON.stringify(body) });
      this.onload?.();
      this.onloadend?.();
    }
    succeed() {
      const form = { width: 2, height: 1, origin: "PNG", notes: [] };
      this.answer(201, { id: this.uploadId, name: "", ...form });
    }
    send(body: File) {
      sent.push(body.name);
      headers.push(...this.headers);
      if (hold) held.push(this);
      else setTimeout(() => this.succeed());
    }
    abort(): void {
      this.onabort?.();
      this.onloadend?.();
    }
  }
  vi.stubGlobal("XMLHttpRequest", FakeRequest);
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    if (init.method === "DELETE") deleted.push(path);
    return new Response(null, { status: 204 });
  });
  return { sent, headers, deleted, held };
}

const file = (name: string, size = 10) => {
  const made = new File(["x"], name);
  Object.defineProperty(made, "size", { value: size });
  return made;
};

describe("useAttachments", () => {
  it("does not send a file that is larger than the server takes, and says so", async () => {
    const { sent } = serve();
    const { result } = renderHook(() => useAttachments());
    act(() => result.current.addFiles([file("large.dcm", 41 * 1024 * 1024)]));
    await waitFor(() => expect(result.current.attachments[0]?.state).toBe("failed"));
    expect(result.current.attachments[0]?.error).toContain("40 MB");
    expect(sent).toEqual([]);
  });

  it("takes four pictures and says how many were left out", async () => {
    const { sent } = serve();
    const { result } = renderHook(() => useAttachments());
    act(() => result.current.addFiles(["a", "b", "c", "d", "e", "f"].map((name) => file(name))));
    await waitFor(() => expect(result.current.pictures).toHaveLength(4));
    expect(result.current.leftOut).toBe(2);
    expect(sent).toEqual(["a", "b", "c", "d"]);
  });

  it("counts a picture only once the server has it, and calls it by its place, not its file", async () => {
    const { headers } = serve();
    const { result } = renderHook(() => useAttachments(2));
    act(() => result.current.addFiles([file("röntgen.png")]));
    expect(result.current.sending).toBe(true);
    expect(result.current.pictures).toEqual([]);
    await waitFor(() => expect(result.current.pictures[0]?.name).toBe("Picture 3"));
    expect(result.current.attachments[0]?.name).toBe("Picture 3");
    expect(decodeURIComponent(headers.join())).not.toContain("röntgen");
    expect(result.current.sending).toBe(false);
  });

  it("says how much has been sent", async () => {
    const { held } = serve({ hold: true });
    const { result } = renderHook(() => useAttachments());
    act(() => result.current.addFiles([file("a.png")]));
    await waitFor(() => expect(held).toHaveLength(1));
    act(() => held[0]?.upload.onprogress?.({ loaded: 43, total: 100 }));
    expect(result.current.attachments[0]?.news).toEqual({ kind: "sent", share: 0.43 });
    act(() => held[0]?.upload.onload?.());
    expect(result.current.attachments[0]?.news).toEqual({ kind: "sent", share: 1 });
  });

  it("cancels what is on its way, and keeps nothing of it", async () => {
    const { held, deleted } = serve({ hold: true });
    const { result } = renderHook(() => useAttachments());
    act(() => result.current.addFiles([file("a.png")]));
    await waitFor(() => expect(held).toHaveLength(1));
    const [request] = held;
    if (request === undefined) throw new Error("nothing was sent");
    const abort = vi.spyOn(request, "abort");
    act(() => result.current.remove(result.current.attachments[0]?.key ?? ""));
    expect(abort).toHaveBeenCalled();
    expect(result.current.attachments).toEqual([]);
    expect(result.current.sending).toBe(false);
    expect(deleted).toEqual([]);
  });

  it("gives the room of a picture back that is taken out, but not of one that a chat shows", async () => {
    const { deleted } = serve();
    const { result } = renderHook(() => useAttachments());
    act(() => result.current.addFiles([file("a.png")]));
    await waitFor(() => expect(result.current.pictures).toHaveLength(1));
    const key = result.current.attachments[0]?.key ?? "";
    act(() => result.current.remove(key));
    expect(deleted).toEqual([`/api/images/${key}`]);
    act(() => result.current.restore([{ imageId: "old", name: "o", width: 1, height: 1 }]));
    act(() => result.current.remove("old"));
    expect(deleted).toHaveLength(1);
  });
});
