import { describe, expect, it } from "vitest";
import { createEventReader } from "@/lib/client/chat/sse";

const STREAM =
  ': hello\n\nid: 1\ndata: {"type":"start"}\n\nid: 2\r\ndata: {"a":\r\ndata: 1}\r\n\r\ndata: [DONE]\n\n';
const EVENTS = [
  { id: "1", data: '{"type":"start"}' },
  { id: "2", data: '{"a":\n1}' },
  { id: "", data: "[DONE]" },
];

describe("createEventReader", () => {
  it("reads ids and data, and drops comments", () => {
    expect(createEventReader()(STREAM)).toEqual(EVENTS);
  });

  it("answers the same events wherever the text is cut", () => {
    for (let cut = 0; cut <= STREAM.length; cut++) {
      const read = createEventReader();
      expect([...read(STREAM.slice(0, cut)), ...read(STREAM.slice(cut))]).toEqual(EVENTS);
    }
  });

  it("does not answer an event that has not ended", () => {
    expect(createEventReader()("id: 1\ndata: x\n")).toEqual([]);
  });
});
