import "server-only";
import type { MessageMetadata, TurnState } from "@/lib/contracts/message";
import { MESSAGE, toMessage } from "../chats/messages";
import { db } from "../db";
import { AppError, notFound } from "../errors";
import { switchedOff } from "../switched-off";
import { replayChunks, type TurnChunk } from "./chunks";
import { listener } from "./listener";
import { LOG_CHANNEL, QUEUE_CHANNEL } from "./notify";
import { type Place, placeOf } from "./queue-wait";
import { Waker } from "./waker";

/** A chunk with its place in the log; null for what is only about this moment (place in queue). */
export type Followed = { seq: number | null; chunk: TurnChunk } | "still-there";

const PAGE = 500;
const IDLE_MS = 15_000;
const ENDED = new Set<TurnState>(["done", "stopped", "failed", "interrupted"]);

const TURN = { state: true, answerId: true, audience: true, queuedAt: true } as const;

async function readTurn(turnId: string) {
  const turn = await db().turn.findUnique({ where: { id: turnId }, select: TURN });
  if (turn === null) throw notFound("answer");
  return turn;
}

const readEvents = (turnId: string, after: number) =>
  db().turnEvent.findMany({
    where: { turnId, seq: { gt: after } },
    orderBy: { seq: "asc" },
    take: PAGE,
    select: { seq: true, chunk: true },
  });

/**
 * Gives a turn's chunks from behind `after` (0: from the start) to its end: first what the log
 * has, then what comes, woken by NOTIFY and looking itself every 15 seconds. Each chunk of the log
 * comes once and in order, so `after` of the last one seen goes on without a gap. Where the log is
 * gone the finished message is given in its place.
 *
 * @throws AppError not-found; log-gone when only a rest was asked for and the log is gone.
 */
export async function* followTurn(
  turnId: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<Followed> {
  const waker = new Waker();
  const wake = (): void => waker.wake();
  const offs = [
    await listener().on(LOG_CHANNEL, turnId, wake),
    await listener().on(QUEUE_CHANNEL, "", wake),
  ];
  signal.addEventListener("abort", wake, { once: true });
  try {
    const first = await readTurn(turnId);
    let place: Place | null = null;
    if (after === 0) {
      place = await placeOf(turnId);
      yield { seq: null, chunk: startChunk(turnId, first, place) };
    }
    let seq = switchedOff("replay") ? await lastSeq(turnId) : after;
    while (!signal.aborted) {
      // The state before the events: a turn seen as ended has all of its events by now.
      const { state, answerId } = await readTurn(turnId);
      const events = await readEvents(turnId, seq);
      for (const event of events) {
        yield { seq: event.seq, chunk: event.chunk as unknown as TurnChunk };
        seq = event.seq;
      }
      if (events.length === PAGE) continue;
      if (ENDED.has(state)) {
        if (seq === 0) yield* replay(answerId);
        else if (events.length === 0 && seq === after && !(await hasEvents(turnId))) {
          throw new AppError("log-gone", "This part of the answer is folded. Load the chat again.");
        }
        return;
      }
      if (state === "queued") {
        const news = await placeSince(turnId, place);
        if (news !== null) {
          place = news;
          yield { seq: null, chunk: { type: "message-metadata", messageMetadata: { ...news } } };
        }
      }
      if (!(await waker.wait(IDLE_MS))) yield "still-there";
    }
  } finally {
    signal.removeEventListener("abort", wake);
    for (const off of offs) off();
  }
}

/** The place in the queue where it is another than was told, and the turn was not taken just now. */
async function placeSince(turnId: string, told: Place | null): Promise<Place | null> {
  const now = await placeOf(turnId);
  const same = now?.ahead === told?.ahead && now?.waitSeconds === told?.waitSeconds;
  return same ? null : now;
}

/** Only where a test switched the replay off: a reader who comes back misses what came meanwhile. */
const lastSeq = async (turnId: string): Promise<number> => {
  const { _max } = await db().turnEvent.aggregate({ where: { turnId }, _max: { seq: true } });
  return _max.seq ?? 0;
};

const hasEvents = async (turnId: string): Promise<boolean> =>
  (await db().turnEvent.findFirst({ where: { turnId }, select: { seq: true } })) !== null;

function startChunk(
  turnId: string,
  turn: Awaited<ReturnType<typeof readTurn>>,
  place: Place | null,
): TurnChunk {
  const { state, audience, queuedAt, answerId } = turn;
  const messageMetadata: MessageMetadata = {
    turnId,
    audience,
    createdAt: queuedAt.toISOString(),
    // Its end is told by the last chunk.
    state: state === "queued" ? "queued" : "running",
    ...(place ?? { ahead: 0 }),
  };
  return { type: "start", messageId: answerId, messageMetadata };
}

async function* replay(answerId: string): AsyncGenerator<Followed> {
  const row = await db().message.findUnique({ where: { id: answerId }, select: MESSAGE });
  if (row === null) throw notFound("answer");
  const message = toMessage(row);
  for (const chunk of replayChunks(message)) yield { seq: null, chunk };
  yield { seq: null, chunk: { type: "finish", messageMetadata: message.metadata ?? {} } };
}
