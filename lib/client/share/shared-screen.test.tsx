// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SharedScreen } from "@/lib/client/share/shared-screen";
import type { SharedChat } from "@/lib/contracts/share";

const CHAT: SharedChat = {
  ...{ title: "A film", pictures: true, expiresAt: "2026-12-02T12:00:00.000Z" },
  messages: [
    {
      ...{ id: "abc-1", role: "user" },
      parts: [
        { type: "data-image", data: { imageId: "1", name: "Picture 1", width: 40, height: 30 } },
        { type: "text", text: "What is <b>this</b>?" },
      ],
    },
    {
      ...{ id: "abc-2", role: "assistant" },
      metadata: { audience: "patient", state: "stopped" },
      parts: [{ type: "text", text: "A picture.\n\n[note:withheld] One sentence was withheld." }],
    },
  ],
};

let answer: () => Response = () => Response.json(CHAT);
let asked: string[] = [];

beforeEach(() => {
  asked = [];
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    return answer();
  });
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("a shared chat", () => {
  it("is read whole, with its pictures by the link alone, and offers nothing to change", async () => {
    answer = () => Response.json(CHAT);
    render(<SharedScreen token="tok" />);
    expect((await screen.findByRole("article", { name: "Question" })).textContent).toContain(
      "What is <b>this</b>?",
    );
    const picture = screen.getByRole("img", { name: "Picture 1" });
    expect(picture.getAttribute("src")).toBe("/api/share/tok/pictures/1");
    expect(screen.getByRole("article", { name: "Answer" }).textContent).toContain("A picture.");
    expect(screen.getByText("The answer was stopped here.")).toBeTruthy();
    expect(screen.getByText("For learning, not for diagnosis.")).toBeTruthy();
    for (const name of ["Edit the question", "Answer again", "Continue"])
      expect(screen.queryByRole("button", { name })).toBeNull();
    expect(asked).toEqual(["/api/share/tok"]);
  });

  it("without pictures asks for none and says so", async () => {
    answer = () => Response.json({ ...CHAT, pictures: false });
    render(<SharedScreen token="tok" />);
    expect(await screen.findByText("Picture 1, not shared")).toBeTruthy();
    expect(screen.queryByRole("img")).toBeNull();
    expect(screen.getByText(/without its pictures/)).toBeTruthy();
  });

  it("that is gone leads nowhere, and one that could not be read can be tried again", async () => {
    const gone = { error: { code: "not-found", message: "This link leads nowhere." } };
    answer = () => Response.json(gone, { status: 404 });
    render(<SharedScreen token="tok" />);
    expect(await screen.findByRole("heading", { name: "This link leads nowhere" })).toBeTruthy();
    cleanup();
    answer = () => Response.json({}, { status: 500 });
    render(<SharedScreen token="tok" />);
    const again = await screen.findByRole("button", { name: "Try again" });
    answer = () => Response.json(CHAT);
    fireEvent.click(again);
    expect(await screen.findByRole("article", { name: "Answer" })).toBeTruthy();
  });
});
