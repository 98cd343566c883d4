import type { UIMessage } from "ai";
import { z } from "zod";
import { audienceSchema } from "./audience";
import type { DiagnoseResult, GroundResult, LookupResult } from "./tools";

/** Why an answer ended, or that it has not. Mirrors the turn's row. */
export const turnStateSchema = z.enum([
  "queued",
  "running",
  "done",
  "stopped",
  "failed",
  "interrupted",
]);
export type TurnState = z.infer<typeof turnStateSchema>;

export const messageMetadataSchema = z.object({
  audience: audienceSchema.optional(),
  createdAt: z.string().optional(),
  turnId: z.string().optional(),
  state: turnStateSchema.optional(),
  /** A sentence for the person when the state is failed, and a code to quote. */
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  /** How it ended in the product's own terms; decided by code from the tool results. */
  outcome: z.enum(["answered", "nothing", "could-not-look", "not-supported"]).optional(),
  elapsedMs: z.number().optional(),
  /** The student asked to be told straight away: nothing waits behind "Show answer". */
  revealed: z.boolean().optional(),
  /** Turns ahead in the queue, while it waits. */
  ahead: z.number().int().optional(),
  /** While it waits: seconds within which it begins; null: that can't be said. */
  waitSeconds: z.number().nullable().optional(),
  /** Oldest turns left out of the model's context, when any were. */
  droppedTurns: z.number().int().optional(),
});
export type MessageMetadata = z.infer<typeof messageMetadataSchema>;

/** Data parts of a message: pictures by id, never pixels. */
export type MessageData = {
  image: { imageId: string; name: string; width: number; height: number };
};

/** The tools as the AI SDK types a message's tool parts. */
export type MessageTools = {
  ground: { input: { phrase: string }; output: GroundResult };
  diagnose: { input: Record<string, never>; output: DiagnoseResult };
  lookup: { input: { term: string }; output: LookupResult };
};

/**
 * A message as stored, streamed and drawn. Text carries three inline marks that code placed:
 * `[n]` points at the box with that id; `[card:ID]` closes a passage taken from that card;
 * `[note:KIND]` opens a paragraph that is code's own remark (withheld, differs, nothing,
 * could-not-look, not-supported, emergency, dropped, last-picture).
 */
export type EvlfMessage = UIMessage<MessageMetadata, MessageData, MessageTools>;

export const NOTE_KINDS = [
  "withheld",
  "differs",
  "nothing",
  "could-not-look",
  "not-supported",
  "emergency",
  "dropped",
  "last-picture",
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];
