// @vitest-environment jsdom
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { EvlfChunk } from "@/lib/client/chat/chunks";
import { waitingIn } from "@/lib/client/chat/outbox";
import { leaveQuestion } from "@/lib/client/chat/pending-question";
import { useConversation } from "@/lib/client/chat/use-conversation";
import type { EvlfMessage } from "@/lib/contracts/message";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

type Routes = Record<string, () => Response>;

/** A server that answers as `routes` say, by "METHOD path" without the query. */
function serve(routes: Routes) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (input: string, init?: RequestInit) => {
    const key = `${init?.method ?? "GET"} ${input.split("?")[0]}`;
    asked.push(key);
    const route = routes[key];
    return route === undefined ? new Response(null, { status: 404 }) : route();
  });
  return asked;
}

const stream = (chunks: EvlfChunk[]) =>
  new Response(
    `${chunks.map((chunk, at) => `id: ${at + 1}\ndata: ${JSON.stringify(chunk)}\n\n`).join("")}data: [DONE]\n\n`,
  );

const ANSWER: EvlfChunk[] = [
  { type: "start", messageId: "answer" },
  { type: "text-start", id: "t" },
  { type: "text-delta", id: "t", delta: "Two lungs." },
  { type: "text-end", id: "t" },
  { type: "finish", messageMetadata: { state: "done" } },
];

const WHOLE = { before: null, feedback: {} };
const stored = (chatId: string, messages: EvlfMessage[], activeTurnId: string | null = null) =>
  Response.json({ id: chatId, title: "Lungs", messages, activeTurnId, siblings: {}, ...WHOLE });

const words = (messages: EvlfMessage[]) =>
  messages.map((message) => message.parts.map((part) => (part.type === "text" ? part.text : "")));

function open(chatId: string) {
  const onReturned = vi.fn();
  const onChanged = vi.fn();
  const hook = renderHook(() =>
    useConversation({ chatId, audience: "patient", onReturned, onChanged }),
  );
  return { ...hook, onReturned };
}

describe("useConversation", () => {
  it("gives a question back that the server did not take, and shows why", async () => {
    const chatId = crypto.randomUUID();
    serve({
      [`POST /api/chats/${chatId}/turns`]: () =>
        Response.json(
          { error: { code: "queue-full", message: "Too many questions wait." } },
          { status: 503 },
        ),
    });
    leaveQuestion(chatId, { text: "Where are the lungs?", pictures: [] });
    const { result, onReturned } = open(chatId);
    await waitFor(() => expect(result.current.trouble?.code).toBe("queue-full"));
    expect(onReturned).toHaveBeenCalledWith("Where are the lungs?", []);
    expect(result.current.messages).toEqual([]);
    expect(result.current.running).toBe(false);
  });

  it("shows the answer of a question once, and then what the server kept", async () => {
    const chatId = crypto.randomUUID();
    const kept: EvlfMessage[] = [
      { id: "question", role: "user", parts: [{ type: "text", text: "Where?" }] },
      {
        id: "answer",
        role: "assistant",
        parts: [{ type: "text", text: "Two lungs." }],
        metadata: { state: "done", outcome: "answered" },
      },
    ];
    serve({
      [`POST /api/chats/${chatId}/turns`]: () =>
        Response.json({ turnId: "turn", chatId, assistantMessageId: "answer" }, { status: 202 }),
      "GET /api/turns/turn/stream": () => stream(ANSWER),
      [`GET /api/chats/${chatId}`]: () => stored(chatId, kept),
    });
    leaveQuestion(chatId, { text: "Where?", pictures: [] });
    const { result } = open(chatId);
    await waitFor(() => expect(result.current.messages.at(-1)?.metadata?.outcome).toBe("answered"));
    expect(words(result.current.messages)).toEqual([["Where?"], ["Two lungs."]]);
    expect(result.current.running).toBe(false);
  });

  it("takes up a running answer from its beginning after a reload, without doubling it", async () => {
    const chatId = crypto.randomUUID();
    const question: EvlfMessage = {
      id: "question",
      role: "user",
      parts: [{ type: "text", text: "Where?" }],
    };
    let reads = 0;
    serve({
      [`GET /api/chats/${chatId}`]: () => {
        reads += 1;
        return reads === 1
          ? stored(
              chatId,
              [
                question,
                { id: "answer", role: "assistant", parts: [{ type: "text", text: "Two" }] },
              ],
              "turn",
            )
          : stored(chatId, [
              question,
              { id: "answer", role: "assistant", parts: [{ type: "text", text: "Two lungs." }] },
            ]);
      },
      "GET /api/turns/turn/stream": () => stream(ANSWER),
    });
    const { result } = open(chatId);
    await waitFor(() => expect(reads).toBe(2));
    await waitFor(() =>
      expect(words(result.current.messages)).toEqual([["Where?"], ["Two lungs."]]),
    );
  });

  it("says of a chat that is not this person's that it is not here", async () => {
    serve({});
    const { result } = open(crypto.randomUUID());
    await waitFor(() => expect(result.current.phase).toBe("missing"));
  });

  it("stops the question just sent, not the one before, however early stop is pressed", async () => {
    const chatId = crypto.randomUUID();
    let answerTurn: (response: Response) => void = () => undefined;
    const asked = serve({
      [`GET /api/chats/${chatId}`]: () => stored(chatId, [], "old"),
      "GET /api/turns/old/stream": () => stream(ANSWER),
      "GET /api/turns/new/stream": () => new Response(new ReadableStream()),
      "POST /api/turns/new/stop": () => new Response(null, { status: 204 }),
    });
    const { result } = open(chatId);
    await waitFor(() => expect(asked).toContain("GET /api/turns/old/stream"));
    const quiet = vi.mocked(fetch);
    vi.stubGlobal("fetch", (input: string, init?: RequestInit) =>
      input.endsWith("/turns")
        ? new Promise<Response>((resolve) => {
            answerTurn = resolve;
          })
        : quiet(input, init),
    );
    act(() => void result.current.send("Where?", []));
    await act(() => result.current.stop());
    answerTurn(Response.json({ turnId: "new", chatId, assistantMessageId: "a" }));
    await waitFor(() => expect(asked).toContain("POST /api/turns/new/stop"));
    expect(asked).not.toContain("POST /api/turns/old/stop");
  });

  const BRANCH: EvlfMessage[] = [
    { id: "q1", role: "user", parts: [{ type: "text", text: "Where?" }] },
    { id: "a1", role: "assistant", parts: [{ type: "text", text: "Here." }] },
    { id: "q2", role: "user", parts: [{ type: "text", text: "And then?" }] },
    { id: "a2", role: "assistant", parts: [{ type: "text", text: "There." }] },
  ];

  it("asks an edited question behind what the old one came after, and gives all back if refused", async () => {
    const chatId = crypto.randomUUID();
    serve({
      [`GET /api/chats/${chatId}`]: () => stored(chatId, BRANCH),
      [`POST /api/chats/${chatId}/turns`]: () =>
        Response.json({ error: { code: "queue-full", message: "Wait." } }, { status: 503 }),
    });
    const { result } = open(chatId);
    await waitFor(() => expect(result.current.messages).toHaveLength(4));
    const quiet = vi.mocked(fetch);
    const bodies: unknown[] = [];
    vi.stubGlobal("fetch", (input: string, init?: RequestInit) => {
      if (typeof init?.body === "string") bodies.push(JSON.parse(init.body));
      return quiet(input, init);
    });
    const [first, , second] = BRANCH as [EvlfMessage, EvlfMessage, EvlfMessage];
    let taken = true;
    await act(async () => {
      taken = await result.current.edit(second, "And now?", []);
      await result.current.edit(first, "Where else?", []);
    });
    expect(taken).toBe(false);
    expect(bodies).toMatchObject([
      { text: "And now?", after: "a1" },
      { text: "Where else?", after: null },
    ]);
    await waitFor(() => expect(result.current.trouble?.code).toBe("queue-full"));
    await waitFor(() => expect(result.current.messages.map(({ id }) => id)).toHaveLength(4));
  });

  it("keeps an edited question without a connection, to be sent beside the old one", async () => {
    const chatId = crypto.randomUUID();
    serve({ [`GET /api/chats/${chatId}`]: () => stored(chatId, BRANCH) });
    const { result } = open(chatId);
    await waitFor(() => expect(result.current.messages).toHaveLength(4));
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
    const second = BRANCH[2] as EvlfMessage;
    await act(async () => expect(await result.current.edit(second, "And now?", [])).toBe(true));
    expect(waitingIn(chatId)).toMatchObject({
      ...{ edits: "q2", tryingUntil: 0, refused: null },
      question: { text: "And now?", after: "a1" },
    });
    expect(result.current.trouble).toBeNull();
    await waitFor(() => expect(result.current.messages).toHaveLength(4));
  });

  it("shows the branch that the server turned to, and stays where that was refused", async () => {
    const chatId = crypto.randomUUID();
    let refused = true;
    serve({
      [`GET /api/chats/${chatId}`]: () => stored(chatId, BRANCH),
      [`PUT /api/chats/${chatId}/leaf`]: () =>
        refused
          ? Response.json({ error: { code: "turn-running", message: "Wait." } }, { status: 409 })
          : stored(chatId, BRANCH.slice(0, 2)),
    });
    const { result } = open(chatId);
    await waitFor(() => expect(result.current.messages).toHaveLength(4));
    await act(async () => expect(await result.current.turn("a1")).toBe(false));
    expect(result.current.trouble?.message).toBe("Wait.");
    expect(result.current.messages).toHaveLength(4);
    refused = false;
    await act(async () => expect(await result.current.turn("a1")).toBe(true));
    await waitFor(() => expect(result.current.messages).toHaveLength(2));
    expect(result.current.trouble).toBeNull();
  });

  it("stops at the server, not only on the screen", async () => {
    const chatId = crypto.randomUUID();
    const asked = serve({
      [`GET /api/chats/${chatId}`]: () => stored(chatId, [], "turn"),
      "GET /api/turns/turn/stream": () => new Response(new ReadableStream()),
      "POST /api/turns/turn/stop": () => new Response(null, { status: 204 }),
    });
    const { result } = open(chatId);
    await waitFor(() => expect(result.current.running).toBe(true));
    await act(() => result.current.stop());
    expect(asked).toContain("POST /api/turns/turn/stop");
    expect(result.current.stopping).toBe(true);
  });
});
