// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { AssistantMessage } from "@/lib/client/chat/assistant-message";
import type { Audience } from "@/lib/contracts/audience";
import type { EvlfMessage } from "@/lib/contracts/message";

afterEach(cleanup);

const mri = { id: "mri", name: "MRI", probability: 0.99 };

function answer(audience: Audience, revealed = false): EvlfMessage {
  return {
    id: "a",
    role: "assistant",
    metadata: { audience, revealed, state: "done", turnId: "t", elapsedMs: 2100 },
    parts: [
      { type: "reasoning", text: "1. Reading: MRI, brain: glioma. (image)" },
      {
        type: "tool-ground",
        toolCallId: "g",
        state: "output-available",
        input: { phrase: "brain tumour" },
        output: {
          outcome: "found",
          asked: "brain tumour",
          phrase: "brain tumour",
          modality: mri,
          imageId: "i",
          strength: "untested",
          card: null,
          boxes: [
            {
              id: 1,
              label: "brain tumour",
              box: { x: 0.6, y: 0.4, width: 0.2, height: 0.2 },
              score: 0.7,
              confidence: null,
              place: "middle right",
            },
          ],
        },
      },
      {
        type: "text",
        text: "Which side looks different?\n\nThe label is glioma, see [1]. <b>bold</b> [9]",
      },
    ],
  };
}

function show(message: EvlfMessage, revealed = false) {
  const calls = { onReveal: vi.fn(), onLight: vi.fn(), onMark: vi.fn(), onRetry: vi.fn() };
  const onContinue = vi.fn();
  const view = render(
    <AssistantMessage
      message={message}
      running={false}
      restored={false}
      revealed={revealed}
      lit={null}
      versions={null}
      onContinue={onContinue}
      {...calls}
    />,
  );
  return {
    ...calls,
    onContinue,
    text: () => view.container.textContent ?? "",
    container: view.container,
  };
}

describe("an answer for a student", () => {
  it("tells neither label nor marks before the student asks for them", () => {
    const { text } = show(answer("student"));
    expect(text()).toContain("Which side looks different?");
    expect(text()).not.toContain("glioma");
    expect(text()).not.toContain("1 place");
    expect(screen.queryByRole("button", { name: /^Mark 1/ })).toBeNull();
  });

  it("is one click away", () => {
    const { onReveal } = show(answer("student"));
    fireEvent.click(screen.getByRole("button", { name: "Show answer" }));
    expect(onReveal).toHaveBeenCalledOnce();
  });

  it.each([
    ["was shown", answer("student"), true],
    ["was asked for straight away", answer("student", true), false],
  ])("is whole once it %s", (_, message, revealed) => {
    expect(show(message, revealed).text()).toContain("glioma");
    expect(screen.queryByRole("button", { name: "Show answer" })).toBeNull();
  });
});

describe("an answer for a patient", () => {
  it("waits for nothing and sums up what was done", () => {
    expect(show(answer("patient")).text()).toContain("Looked at 1 place in 2.1 s");
  });

  it("shows markup as words and a number without a mark as it is written", () => {
    const { container, text } = show(answer("patient"));
    expect(container.querySelector("b")).toBeNull();
    expect(text()).toContain("<b>bold</b> [9]");
  });

  it("lights and opens a mark from its chip", () => {
    const { onLight, onMark } = show(answer("patient"));
    const chip = screen.getByRole("button", { name: /^Mark 1: brain tumour/ });
    fireEvent.focus(chip);
    expect(onLight).toHaveBeenLastCalledWith(1);
    fireEvent.click(chip);
    expect(onMark.mock.calls[0]?.[0]).toMatchObject({ id: 1, imageId: "i" });
  });
});

describe("an answer that did not end well", () => {
  it("says what happened, what was kept, and gives a code and a way on", () => {
    const message: EvlfMessage = {
      ...answer("patient"),
      metadata: {
        turnId: "t",
        state: "failed",
        error: { code: "internal-3fa2c1", message: "The model stopped." },
      },
    };
    const { text, onRetry } = show(message);
    expect(text()).toContain("The model stopped.");
    expect(text()).toContain("internal-3fa2c1");
    expect(text()).toContain("glioma");
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(onRetry).toHaveBeenCalledOnce();
  });
});
