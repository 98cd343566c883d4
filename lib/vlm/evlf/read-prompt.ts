import { createHash } from "node:crypto";
import type {
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
} from "@ai-sdk/provider";
import type { Audience } from "@/lib/contracts/audience";
import {
  diagnoseResultSchema,
  groundResultSchema,
  lookupResultSchema,
} from "@/lib/contracts/tools";
import type { ToolOutcome } from "../guard/guard-options";
import { toolLine } from "../tools/tool-line";
import { sanitise, type TranscriptMessage } from "./transcript";

/** Scheme of a picture by its id; the bytes are asked for only when they are needed. */
export const IMAGE_SCHEME = "evlf-image:";

/** What a conversation of the AI SDK comes to for this model. */
export type ReadPrompt = {
  transcript: TranscriptMessage[];
  /** Bytes of pictures that came with the prompt, by key; others are known by id alone. */
  bytes: Map<string, Uint8Array>;
  /** The last thing the person wrote, and everything they wrote. */
  question: string;
  personText: string;
  /** Results of this turn's tool calls so far. */
  results: ToolOutcome[];
  /** Results of the turns before. */
  earlier: ToolOutcome[];
  /** What the model itself wrote in this turn so far. */
  written: string[];
};

type AssistantContent = Extract<LanguageModelV4Message, { role: "assistant" }>["content"];
type ToolContent = Extract<LanguageModelV4Message, { role: "tool" }>["content"];

function pictureOf(part: LanguageModelV4FilePart, bytes: Map<string, Uint8Array>): string | null {
  if (!part.mediaType.startsWith("image")) return null;
  const { data } = part;
  if (data.type === "url") {
    const url = String(data.url);
    return url.startsWith(IMAGE_SCHEME) ? decodeURIComponent(url.slice(IMAGE_SCHEME.length)) : null;
  }
  if (data.type !== "data") return null;
  const raw = typeof data.data === "string" ? Buffer.from(data.data, "base64") : data.data;
  const key = createHash("sha256").update(raw).digest("hex");
  bytes.set(key, raw);
  return key;
}

/** The text of a message, as people read it, without code's marks and remarks. */
function plainText(text: string): string {
  return text
    .split(/\n{2,}/)
    .filter((paragraph) => !paragraph.startsWith("[note:") && !paragraph.includes("[card:"))
    .join("\n\n");
}

/**
 * The model's own content of a message: as it was written where that was kept (`evlf.raw`), else,
 * for an answer that was cut off, from its reasoning and what was shown.
 */
export function rawContent(content: AssistantContent): string {
  let raw = "";
  let whole = false;
  let shown = "";
  for (const part of content) {
    if (part.type !== "reasoning" && part.type !== "text" && part.type !== "tool-call") continue;
    const kept = part.providerOptions?.evlf?.raw;
    if (typeof kept === "string") {
      raw = kept;
      whole = part.type !== "reasoning";
    } else if (part.type === "reasoning") {
      raw = `<think>\n${part.text}\n</think>\n`;
    } else if (part.type === "text") {
      shown = plainText(part.text);
    }
  }
  return whole ? raw : `${raw}${shown}`;
}

function outcomeOfPart(part: ToolContent[number]): ToolOutcome | null {
  if (part.type !== "tool-result" || part.output.type !== "json") return null;
  const { value } = part.output;
  switch (part.toolName) {
    case "ground": {
      const result = groundResultSchema.safeParse(value);
      return result.success ? { tool: "ground", result: result.data } : null;
    }
    case "diagnose": {
      const result = diagnoseResultSchema.safeParse(value);
      return result.success ? { tool: "diagnose", result: result.data } : null;
    }
    case "lookup": {
      const result = lookupResultSchema.safeParse(value);
      return result.success ? { tool: "lookup", result: result.data } : null;
    }
    default:
      return null;
  }
}

/** Reads a prompt of the AI SDK into the transcript that the model was trained on. */
export function readPrompt(
  prompt: LanguageModelV4Prompt,
  audience: Audience,
  specialTokens: readonly string[],
): ReadPrompt {
  const transcript: TranscriptMessage[] = [{ role: "system", audience }];
  const bytes = new Map<string, Uint8Array>();
  const person: string[] = [];
  let results: ToolOutcome[] = [];
  const earlier: ToolOutcome[] = [];
  let written: string[] = [];
  const harmless = (text: string): string => sanitise(text, specialTokens);
  for (const message of prompt) {
    if (message.role === "user") {
      const texts = message.content.flatMap((part) => (part.type === "text" ? [part.text] : []));
      const images = message.content.flatMap((part) => {
        const key = part.type === "file" ? pictureOf(part, bytes) : null;
        return key === null ? [] : [key];
      });
      const text = texts.join("\n").trim();
      person.push(text);
      transcript.push({ role: "user", images, text: harmless(text) });
      earlier.push(...results);
      results = [];
      written = [];
    } else if (message.role === "assistant") {
      const content = rawContent(message.content);
      if (content === "") continue;
      written.push(content);
      transcript.push({ role: "assistant", content: harmless(content) });
    } else if (message.role === "tool") {
      const outcomes = message.content.map(outcomeOfPart).filter((outcome) => outcome !== null);
      results.push(...outcomes);
      for (const outcome of outcomes) {
        transcript.push({ role: "tool", line: harmless(toolLine(outcome)) });
      }
    }
  }
  return {
    transcript,
    bytes,
    question: person.at(-1) ?? "",
    personText: person.join("\n"),
    results,
    earlier,
    written,
  };
}
