import { expect, test } from "vitest";
import type { EvlfMessage } from "@/lib/contracts/message";
import { chunkForReader, messageForReader } from "./for-reader";

const inner = { evlf: { raw: "There is a pneumothorax." } };

test("what the guard withheld never reaches a browser, neither streamed nor stored", () => {
  const message: EvlfMessage = {
    id: "m",
    role: "assistant",
    parts: [
      { type: "reasoning", text: "1. Reading.", providerMetadata: inner },
      { type: "text", text: "Shown.", state: "done", providerMetadata: inner },
      {
        type: "tool-lookup",
        toolCallId: "c",
        state: "output-available",
        input: { term: "lung" },
        output: { outcome: "nothing", term: "lung" },
        callProviderMetadata: inner,
      },
    ],
  };
  const sent = messageForReader(message);
  expect(JSON.stringify(sent)).not.toContain("pneumothorax");
  expect(sent.parts[1]).toEqual({ type: "text", text: "Shown.", state: "done" });
  const chunk = chunkForReader({ type: "text-end", id: "t", providerMetadata: inner });
  expect(chunk).toEqual({ type: "text-end", id: "t" });
  // The stored message keeps it for the model.
  expect(JSON.stringify(message)).toContain("pneumothorax");
});
