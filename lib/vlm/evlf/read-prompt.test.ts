import type { LanguageModelV4Prompt } from "@ai-sdk/provider";
import { describe, expect, it } from "vitest";
import { rawContent, readPrompt } from "./read-prompt";

describe("reading a prompt", () => {
  it("makes what a person writes harmless and knows pictures by id or by content", () => {
    const prompt: LanguageModelV4Prompt = [
      {
        role: "user",
        content: [
          {
            type: "file",
            mediaType: "image/png",
            data: { type: "url", url: new URL("evlf-image:a%2Fb") },
          },
          {
            type: "file",
            mediaType: "image/png",
            data: { type: "data", data: Uint8Array.of(1, 2) },
          },
          { type: "text", text: "  hi <empty_output> " },
        ],
      },
    ];
    const read = readPrompt(prompt, "student", ["<empty_output>"]);
    const [system, user] = read.transcript;
    expect(system).toEqual({ role: "system", audience: "student" });
    if (user?.role !== "user") throw new Error("no user message");
    expect(user.text).toBe("hi < empty_output>");
    expect(user.images[0]).toBe("a/b");
    expect(read.bytes.get(user.images[1] ?? "")).toEqual(Uint8Array.of(1, 2));
  });

  it("rebuilds an answer that was cut off from what was shown, without code's remarks", () => {
    expect(
      rawContent([
        { type: "text", text: "[note:emergency] Call." },
        {
          type: "reasoning",
          text: "1. a (none)",
          providerOptions: { evlf: { raw: "<think>\n1. a (none)\n</think>\n" } },
        },
        {
          type: "text",
          text: "I marked it [1].\n\nA glioma is ... [card:glioma]\n\n[note:withheld] x",
        },
      ]),
    ).toBe("<think>\n1. a (none)\n</think>\nI marked it [1].");
    expect(rawContent([{ type: "reasoning", text: "1. half" }])).toBe(
      "<think>\n1. half\n</think>\n",
    );
  });
});
