// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DeletionScreen } from "@/lib/client/account/deletion-screen";
import { ExportEverything } from "@/lib/client/account/export-everything";
import type { DeletionJob, ExportJob } from "@/lib/contracts/jobs";

const at = "2026-11-25T12:00:00.000Z";
const JOB: ExportJob = {
  ...{ id: "e1", state: "queued", done: 0, total: 0, error: null, createdAt: at },
  ...{ bytes: null, expiresAt: null },
};

let served: () => Response = () => Response.json([]);
let asked: string[] = [];

beforeEach(() => {
  asked = [];
  vi.useFakeTimers({ shouldAdvanceTime: true });
  vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
    asked.push(`${init?.method ?? "GET"} ${path}`);
    return served();
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("an export of everything", () => {
  it("is watched until its file is ready, and then kept or removed", async () => {
    let job: ExportJob = JOB;
    served = () => Response.json([job]);
    render(<ExportEverything />);
    expect(await screen.findByText("Waiting for its turn")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Write the file" })).toBeNull();
    job = { ...JOB, state: "running", done: 3, total: 12 };
    await vi.advanceTimersByTimeAsync(1_100);
    expect(await screen.findByText("3 of 12 files")).toBeTruthy();
    expect(screen.getByRole("progressbar").getAttribute("value")).toBe("25");
    job = { ...JOB, state: "done", done: 12, total: 12, bytes: 2_500_000, expiresAt: at };
    await vi.advanceTimersByTimeAsync(1_100);
    expect(await screen.findByText("The file is ready: 2.5 MB.")).toBeTruthy();
    const link = screen.getByRole("link", { name: "Download" });
    expect(link.getAttribute("href")).toBe("/api/exports/e1/file");
    const looks = asked.length;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toHaveLength(looks);
    fireEvent.click(screen.getByRole("button", { name: "Remove" }));
    await vi.waitFor(() => expect(asked).toContain("DELETE /api/exports/e1"));
  });

  it("that failed says why and can be asked for again", async () => {
    const error = "The server's disk is full, so nothing was kept. Tell whoever runs it.";
    served = () => Response.json([{ ...JOB, state: "failed", error }]);
    render(<ExportEverything />);
    expect((await screen.findByRole("alert")).textContent).toBe(error);
    expect(screen.getByRole("button", { name: "Write the file" })).toBeTruthy();
  });
});

describe("a deletion", () => {
  it("is watched to its end, and says what was removed and that nothing is left", async () => {
    const begun: DeletionJob = {
      ...{ state: "running", done: 2, total: 5, error: null, createdAt: at, report: null },
    };
    let job = begun;
    served = () => Response.json(job);
    render(<DeletionScreen token="tok" />);
    expect(await screen.findByText("2 of 5 removed")).toBeTruthy();
    job = { ...begun, state: "done", done: 5, report: { chats: 3, pictures: 1, left: 0 } };
    await vi.advanceTimersByTimeAsync(1_100);
    expect((await screen.findByRole("status")).textContent).toBe(
      "Removed: 3 chats, 1 picture, the account. No row of this server names it any more.",
    );
  });

  it("is said only when the server has said so", async () => {
    let answer: (response: Response) => void = () => {};
    vi.stubGlobal("fetch", () => new Promise<Response>((resolve) => (answer = resolve)));
    render(<DeletionScreen token="tok" />);
    expect(screen.queryByText(/being deleted/)).toBeNull();
    const error = { code: "not-found", message: "There is none." };
    answer(Response.json({ error }, { status: 404 }));
    expect(await screen.findByRole("heading", { name: "Nothing is being deleted" })).toBeTruthy();
  });

  it("does not hide that something is left", async () => {
    const report = { chats: 3, pictures: 1, left: 2 };
    served = () =>
      Response.json({ state: "done", done: 5, total: 5, error: null, createdAt: at, report });
    render(<DeletionScreen token="tok" />);
    expect((await screen.findByRole("status")).textContent).toContain(
      "2 rows could not be removed",
    );
  });
});
