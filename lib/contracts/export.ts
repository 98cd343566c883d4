import { z } from "zod";
import { audienceSchema } from "./audience";
import { turnStateSchema } from "./message";
import { diagnoseResultSchema, groundResultSchema, lookupResultSchema } from "./tools";

/** The forms in which one chat leaves: GET /api/chats/:id/export?form=…, as a file. */
export const EXPORT_FORMS = ["markdown", "json", "pdf"] as const;
export const exportFormSchema = z.object({ form: z.enum(EXPORT_FORMS) });
export type ExportForm = (typeof EXPORT_FORMS)[number];

/** Stands in every export. */
export const EXPORT_NOTICE =
  "For learning, not for diagnosis. The answers were written by a small model that errs; nobody has checked it as a medical device.";

/** Ids in a file are numbers of that file (m1, p1): they lead nowhere outside it. */
const messageId = z.string().regex(/^m\d+$/);
const pictureId = z.string().regex(/^p\d+$/);
const time = z.iso.datetime();

const thoughtSchema = z.object({
  kind: z.literal("thought"),
  number: z.number().int(),
  text: z.string(),
  /** What the step rests on: "image", "none", "diagnose", "ground", "lookup", "mark 1", "card xray". */
  rests: z.array(z.string()),
});
/** A tool call in words, and its result as the tool returned it (null: none); pictures are p1, p2. */
const called = { kind: z.literal("tool"), words: z.string() };
const toolStepSchema = z.discriminatedUnion("tool", [
  z.object({ ...called, tool: z.literal("ground"), result: groundResultSchema.nullable() }),
  z.object({ ...called, tool: z.literal("diagnose"), result: diagnoseResultSchema.nullable() }),
  z.object({ ...called, tool: z.literal("lookup"), result: lookupResultSchema.nullable() }),
]);
export const exportStepSchema = z.union([thoughtSchema, toolStepSchema]);
export type ExportStep = z.infer<typeof exportStepSchema>;

export const exportMessageSchema = z.object({
  id: messageId,
  /** The message that this one follows; null opens the chat. */
  parent: messageId.nullable(),
  role: z.enum(["user", "assistant"]),
  at: time,
  audience: audienceSchema.nullable(),
  /** How an answer ended, or that it had not; null for questions. */
  state: turnStateSchema.nullable(),
  outcome: z.enum(["answered", "nothing", "could-not-look", "not-supported"]).nullable(),
  elapsedMs: z.number().nullable(),
  pictures: z.array(pictureId),
  /** With the marks that code placed: `[1]` a box's number, `[card:ID]`, `[note:KIND]`. */
  text: z.string(),
  /** What was done before the answer, in order. */
  steps: z.array(exportStepSchema),
  /** Cards that the text cites. */
  sources: z.array(z.string()),
});
export type ExportMessage = z.infer<typeof exportMessageSchema>;

export const exportPictureSchema = z.object({
  id: pictureId,
  name: z.string(),
  /** Pixels. */
  width: z.number().int(),
  height: z.number().int(),
  origin: z.string().nullable(),
  notes: z.array(z.string()),
  /** Where the PNG lies beside this file; null where it was not exported with it. */
  file: z.string().nullable(),
});
export type ExportPicture = z.infer<typeof exportPictureSchema>;

export const exportSourceSchema = z.object({
  card: z.string(),
  title: z.string(),
  references: z.array(
    z.object({ title: z.string(), publisher: z.string(), year: z.string(), url: z.string() }),
  ),
});
export type ExportSource = z.infer<typeof exportSourceSchema>;

/** A chat as a file, described in docs/export-format.md. A change that breaks readers is a version. */
export const chatExportSchema = z.object({
  format: z.literal("evlf-chat"),
  version: z.literal(1),
  exportedAt: time,
  notice: z.string(),
  title: z.string(),
  createdAt: time,
  updatedAt: time,
  /** The branch that was on the screen, from the first question on. */
  shown: z.array(messageId),
  /** That branch alone, or with the export of everything every version. */
  messages: z.array(exportMessageSchema),
  pictures: z.array(exportPictureSchema),
  sources: z.array(exportSourceSchema),
});
export type ChatExport = z.infer<typeof chatExportSchema>;

/** account.json of the export of everything. */
export const accountExportSchema = z.object({
  format: z.literal("evlf-account"),
  version: z.literal(1),
  exportedAt: time,
  notice: z.string(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  audience: audienceSchema.nullable(),
  createdAt: time,
  sessions: z.array(
    z.object({ createdAt: time, address: z.string().nullable(), agent: z.string().nullable() }),
  ),
  links: z.array(z.object({ chat: z.string(), pictures: z.boolean(), expiresAt: time })),
  chats: z.array(z.object({ title: z.string(), json: z.string(), markdown: z.string() })),
  /** Pictures that no chat shows yet. */
  pictures: z.array(exportPictureSchema),
});
export type AccountExport = z.infer<typeof accountExportSchema>;
