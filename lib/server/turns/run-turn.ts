import "server-only";
import type { Audience } from "@/lib/contracts/audience";
import type { StepFigures } from "@/lib/contracts/feedback";
import type { EvlfMessage, MessageMetadata } from "@/lib/contracts/message";
import { branchOf, MESSAGE, toMessage } from "../chats/messages";
import { isDatabaseDown, isDiskFull } from "../database-errors";
import { db } from "../db";
import { AppError, quotable, toAppError } from "../errors";
import { readStoredImage } from "../images/read-image";
import { log } from "../log";
import { countTurn, type TurnCounter } from "../metrics/count-turn";
import { LeaseLost } from "./append-events";
import type { TurnChunk } from "./chunks";
import { type Claimed, claimTurn } from "./claim-turn";
import { type EndState, endTurn } from "./end-turn";
import { EventWriter } from "./event-writer";
import { goOn } from "./go-on";
import { handBack } from "./hand-back";
import { listener } from "./listener";
import { STOP_CHANNEL } from "./notify";
import { type ReopenedLog, reopenLog } from "./reopen-log";
import { untilAborted } from "./until-aborted";

export type ConverseInput = {
  /** The branch from the root to the question; pictures as data-image parts. */
  messages: EvlfMessage[];
  audience: Audience;
  /** The canonical PNG of a picture that the branch refers to. */
  imageBytes: (imageId: string) => Promise<Uint8Array>;
  signal: AbortSignal;
  /** Where an answer that was cut off goes on; left out, it begins. */
  begun?: Begun;
  /** Hears what each step of the model cost. */
  onStep?: (figures: StepFigures) => void;
};

/** The parts of an answer's finished steps, and the token ids of the step that was not finished. */
export type Begun = { parts: EvlfMessage["parts"]; ids: readonly number[] };

/** The model's side of a turn: an answer as UI message chunks. */
export type Converse = (input: ConverseInput) => AsyncIterable<TurnChunk>;

type RunTurn = {
  turnId: string;
  workerName: string;
  converse: Converse;
  /** Fires when the worker must go: the turn is handed back, and another worker goes on with it. */
  shutdown: AbortSignal;
};

const LONGEST_MS = 600_000;

/** `unwritable`: the database is away or full, so the turn can't even be handed back now. */
type Why = "stop" | "shutdown" | "lost" | "too-long" | "broken" | "unwritable";

/**
 * Answers one waiting turn: claims it, hands the branch to the model, writes what comes to the log
 * and ends it as done, stopped or failed, or hands it back where this worker can't go on. A turn
 * that was handed back goes on behind what its log holds. Never throws for what happens in the turn;
 * does nothing when the turn is no longer waiting.
 */
export async function runTurn({ turnId, workerName, converse, shutdown }: RunTurn): Promise<void> {
  const abort = new AbortController();
  let why: Why | null = null;
  const end = (reason: Why): void => {
    why ??= reason;
    abort.abort();
  };
  const onShutdown = (): void => end("shutdown");
  shutdown.addEventListener("abort", onShutdown, { once: true });
  const tooLong = setTimeout(() => end("too-long"), LONGEST_MS);
  // Before the claim, so that no request to stop falls in between.
  const off = await listener().on(STOP_CHANNEL, turnId, () => {
    // Everybody is woken when a lost connection is back: the row tells whether it was meant.
    void stopWanted(turnId).then((wanted) => wanted && end("stop"));
  });
  try {
    const turn = await claimTurn(turnId, workerName);
    if (turn === null) return;
    const counter = countTurn(turn.freshSince);
    if (turn.stopRequested) end("stop");
    if (shutdown.aborted) end("shutdown");
    const steps: StepFigures[] = [];
    const noting: Converse = (input) =>
      converse({ ...input, onStep: (figures) => steps.push(figures) });
    const result = await history(turn).then(
      (past) => answer(turn, past, noting, { signal: abort.signal, end, counter }),
      (error: unknown): Result => ({ metadata: {}, error }),
    );
    // The worker's next heartbeat hands back what it did not end (work-turns.ts).
    if (why === "lost" || why === "unwritable") return;
    if (why === "shutdown" && (await handBack(turn))) {
      counter.end("handed-back");
      return;
    }
    const { state, metadata } = endOf(why, result);
    await endTurn({ turnId, lease: turn.lease, state, metadata, steps });
    counter.end(state);
  } catch (error) {
    log().error({ err: error, turnId }, "turn could not be ended");
  } finally {
    clearTimeout(tooLong);
    shutdown.removeEventListener("abort", onShutdown);
    off();
  }
}

type Result = { metadata: MessageMetadata; error: unknown };

function endOf(why: Why | null, result: Result): { state: EndState; metadata: MessageMetadata } {
  if (why === "stop") return { state: "stopped", metadata: result.metadata };
  if (why === "shutdown") return { state: "interrupted", metadata: result.metadata };
  const cause =
    why === "too-long"
      ? new AppError(
          "aborted",
          "The answer took longer than ten minutes and was cut off. Try again.",
        )
      : result.error;
  if (cause === null) return { state: "done", metadata: result.metadata };
  const known = toAppError(cause);
  log().error({ err: known.cause ?? known, code: quotable(known) }, "turn failed");
  const error = { code: quotable(known), message: known.person };
  return { state: "failed", metadata: { ...result.metadata, error } };
}

type Sitting = { signal: AbortSignal; end: (why: Why) => void; counter: TurnCounter };

/** Streams the model's answer into the log. Resolves when all of it is written, or with the error. */
async function answer(
  turn: Claimed,
  { messages, log: begunLog }: Past,
  converse: Converse,
  { signal, end, counter }: Sitting,
): Promise<Result> {
  const { turnId, lease } = turn;
  let metadata: MessageMetadata = {};
  let unwritten: unknown = null;
  const { whole, step, written, calls, last } = begunLog;
  const writer = new EventWriter(
    db(),
    { turnId, lease },
    {
      behind: last,
      onStop: () => end("stop"),
      onFailure: (error) => {
        unwritten = error;
        end(whyUnwritten(error));
      },
    },
  );
  const imageBytes = async (id: string) => (await readStoredImage(turn.userId, id)).png;
  const isNew = whole.length === 0 && step === null;
  const begun = isNew ? {} : { begun: { parts: whole, ids: written } };
  const { audience } = turn;
  const chunks = converse({ messages, audience, imageBytes, signal, ...begun });
  try {
    if (signal.aborted) return { metadata, error: null };
    writer.push({ type: "message-metadata", messageMetadata: { state: "running", ahead: 0 } });
    const next = goOn(untilAborted(chunks, signal), step, written.length, calls);
    for await (const chunk of next) {
      if (chunk.type === "error") throw new Error(chunk.errorText);
      // Its ends are this turn's own: told by the follower and by endTurn.
      if (chunk.type === "start" || chunk.type === "finish") {
        metadata = { ...metadata, ...chunk.messageMetadata };
      } else if (chunk.type !== "abort") {
        counter.chunk(chunk);
        writer.push(chunk);
      }
    }
    await writer.flush();
    return { metadata, error: null };
  } catch (error) {
    await writer.flush().catch(() => {});
    if (signal.aborted) return { metadata, error: unwritten };
    // What gives the chunks ends by itself, and lets go of the model, once it is told to.
    end("broken");
    await drain(untilAborted(chunks, signal)).catch(() => {});
    return { metadata, error };
  }
}

async function stopWanted(id: string): Promise<boolean> {
  const where = { id };
  const turn = await db()
    .turn.findUnique({ where, select: { stopRequested: true } })
    // The next batch that is written tells it too.
    .catch(() => ({ stopRequested: false }));
  // Its row is gone with its chat: nothing is left to write for.
  return turn?.stopRequested ?? true;
}

function whyUnwritten(error: unknown): Why {
  if (error instanceof LeaseLost) return "lost";
  return isDatabaseDown(error) || isDiskFull(error) ? "unwritable" : "broken";
}

async function drain(source: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of source);
}

type Past = { messages: EvlfMessage[]; log: ReopenedLog };

/** The branch to the question, and what the log holds already where the answer goes on. */
async function history({ turnId, chatId, questionId, written }: Claimed): Promise<Past> {
  const rows = await db().message.findMany({ where: { chatId }, select: MESSAGE });
  const events = await db().turnEvent.findMany({
    where: { turnId },
    orderBy: { seq: "asc" },
    select: { seq: true, lease: true, chunk: true },
  });
  // Written by appendEvents from typed chunks.
  const typed = events.map((event) => ({ ...event, chunk: event.chunk as unknown as TurnChunk }));
  return {
    messages: branchOf(rows, questionId).map(toMessage),
    log: await reopenLog(typed, written),
  };
}
