import { z } from "zod";
import { audienceSchema } from "./audience";
import type { Feedback } from "./feedback";
import type { EvlfMessage } from "./message";

/** POST /api/images (body: the file's bytes) answers this. */
export type ImageInfo = {
  id: string;
  /** A sample's title; empty for what a person brings, which is called by its place in the chat. */
  name: string;
  width: number;
  height: number;
  /** "DICOM, frame 10 of 20, window 1500/-600" or "JPEG": what was read, for "What the model saw". */
  origin: string;
  /** Remarks for the person: middle frame taken, window guessed, burnt-in text possible. */
  notes: string[];
};

/** GET /api/samples answers a list of these; POST /api/samples/:name answers ImageInfo. */
export type SampleInfo = {
  name: string;
  title: string;
  source: string;
  licence: string;
  /** A first question at which the model is strong, by audience. */
  question: string;
  thumbnail: string;
};

/** One chat in a list (lib/contracts/history.ts). */
export type ChatSummary = {
  id: string;
  title: string;
  updatedAt: string;
  running: boolean;
  pinned: boolean;
  archived: boolean;
};

/**
 * Messages of a branch, oldest first. GET /api/chats/:id/messages?upTo=ID: a page of those that end
 * at that message.
 */
export type ChatMessages = {
  messages: EvlfMessage[];
  /** The message before the first of these; null where they begin the chat. */
  before: string | null;
  /** What the person said of these answers, by the answer's id. */
  feedback: Record<string, Feedback>;
};

/** GET /api/chats/:id/messages. */
export const readMessagesSchema = z.object({ upTo: z.uuid() });

/**
 * GET /api/chats/:id. `messages` is the newest page of the current branch, up to its leaf; with
 * `through`, from that message on where it lies further back.
 */
export const readChatSchema = z.object({ through: z.uuid().optional() });
export type ChatDetail = ChatMessages & {
  id: string;
  title: string;
  /** The turn that runs or waits now: follow GET /api/turns/:id/stream. */
  activeTurnId: string | null;
  /**
   * For each message of the whole branch that has siblings: ids of all of them, itself among
   * them, oldest first.
   */
  siblings: Record<string, string[]>;
};

/**
 * PUT /api/chats/:id/leaf: turns the chat to the branch through this message that was read last,
 * or that is newest. Answers ChatDetail.
 */
export const turnToSchema = z.object({ messageId: z.uuid() });
export type TurnTo = z.infer<typeof turnToSchema>;

/** POST /api/chats/:id/turns. The chat is made if the id (a UUID from the browser) is new. */
export const startTurnSchema = z.object({
  messageId: z.uuid(),
  text: z.string().trim().min(1).max(4000),
  imageIds: z.array(z.string()).max(4),
  audience: audienceSchema,
  /**
   * The answer that the question comes after; null: none, it opens the chat. An edited question
   * names what the old one came after. Left out: the end of the branch last read.
   */
  after: z.uuid().nullable().optional(),
});
export type StartTurn = z.infer<typeof startTurnSchema>;
export type StartedTurn = { turnId: string; chatId: string; assistantMessageId: string };

/** Every error answer: a code to quote and a sentence that says what to do. */
export type ErrorAnswer = { error: { code: string; message: string } };

export type Health = {
  ready: boolean;
  model: { name: string; version: string; loaded: boolean };
  database: boolean;
  worker: { alive: boolean; warm: boolean };
  missing: string[];
};
