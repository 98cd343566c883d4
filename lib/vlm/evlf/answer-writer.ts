import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { Audience } from "@/lib/contracts/audience";
import { createAnswerGuard } from "../guard/answer-guard";
import type { ToolOutcome } from "../guard/guard-options";
import { notMedicalModality } from "../tools/ground";
import { strengthOf } from "../tools/strength";
import type { figuresOf } from "./measured-figures";
import { type PartWriter, readCall } from "./parts";
import type { ReadPrompt } from "./read-prompt";
import type { PictureReading } from "./reading";
import { StepFilter, wholeSteps } from "./step-filter";
import { StreamParser } from "./stream-parser";
import { currentImage } from "./transcript";

/** This turn's results; a picture that is not medical counts even where no tool was called. */
export function turnResults(
  results: readonly ToolOutcome[],
  image: { id: string; reading: PictureReading } | null,
): ToolOutcome[] {
  const said = results.some(({ result }) => result.outcome === "unusable");
  if (!image?.reading.notMedical || said) return [...results];
  const modality = notMedicalModality(image.reading);
  return [
    ...results,
    {
      tool: "diagnose",
      result: { outcome: "unusable", reason: "not-medical", modality, imageId: image.id },
    },
  ];
}

function droppedNote(turns: number): string {
  const what = turns === 1 ? "The oldest question" : `The oldest ${turns} questions`;
  return `[note:dropped] ${what} of this chat, with the answers, no longer fit into what I can read at once; this answer does not know them.`;
}

/** Where a question brings several pictures: tools look at one. */
function lastPictureNote(pictures: number): string {
  return `[note:last-picture] You brought ${pictures} pictures at once. I looked only at the last; ask about the others one at a time.`;
}

/** The line of the reading step in what the model wrote this turn, or null. */
export function readingStep(written: string): string | null {
  return /^\d+\. (Reading: .*)$/m.exec(written)?.[1] ?? null;
}

const CALL_START = "<tool_call>";

type AnswerOptions = {
  audience: Audience;
  prompt: ReadPrompt;
  readings: ReadonlyMap<string, PictureReading>;
  writer: PartWriter;
  /** Whether a call is of the model's own making; it is left out then. */
  isStray: (call: { name: string; input: string }) => boolean;
  /** Whether the text for an emergency has been said. */
  emergency: boolean;
  /** What was measured of labels and marks. */
  figures: ReturnType<typeof figuresOf>;
  send: (part: LanguageModelV4StreamPart) => void;
};

/** Turns the model's text into parts, answers through the guard. */
export class AnswerWriter {
  readonly #parser = new StreamParser();
  readonly #steps: StepFilter;
  readonly #writer: PartWriter;
  readonly #send: (part: LanguageModelV4StreamPart) => void;
  readonly #isStray: AnswerOptions["isStray"];
  readonly #makeGuard: () => ReturnType<typeof createAnswerGuard>;
  #guard: ReturnType<typeof createAnswerGuard> | null = null;
  #raw = "";
  #called = false;
  readonly #step: number;
  readonly #pictures: number;

  constructor(options: AnswerOptions) {
    const { prompt, readings, writer, send } = options;
    this.#writer = writer;
    this.#send = send;
    this.#isStray = options.isStray;
    this.#step = prompt.written.length;
    this.#steps = new StepFilter(wholeSteps(prompt.written.join("\n")));
    this.#pictures =
      prompt.transcript.findLast((message) => message.role === "user")?.images.length ?? 0;
    const id = currentImage(prompt.transcript);
    const reading = id === null ? undefined : readings.get(id);
    this.#makeGuard = () =>
      createAnswerGuard({
        audience: options.audience,
        question: prompt.question,
        personText: prompt.personText,
        results: turnResults(prompt.results, id !== null && reading ? { id, reading } : null),
        earlier: prompt.earlier,
        reading: readingStep([...prompt.written, this.#raw].join("\n")),
        hasImage: id !== null,
        emergency: options.emergency,
        strengthSentence: strengthOf,
        rightShare: options.figures.rightShare,
        figures: options.figures,
      });
  }

  /** Takes a piece of the model's text and the token ids it is made of. */
  push(text: string, ids: readonly number[] = []): void {
    this.#raw += text;
    this.#writer.wrote(ids);
    for (const event of this.#parser.push(text)) this.#take(event);
  }

  /** Ends the message; true if it was a tool call. */
  end(droppedTurns: number): boolean {
    for (const event of this.#parser.end()) this.#take(event);
    this.#reason(this.#steps.end());
    if (!this.#called) {
      this.#guard ??= this.#makeGuard();
      this.#writer.write("text", this.#guard.end(), this.#raw);
      const notes = [
        ...(this.#pictures > 1 ? [lastPictureNote(this.#pictures)] : []),
        ...(droppedTurns > 0 ? [droppedNote(droppedTurns)] : []),
      ];
      for (const one of notes) this.#writer.write("text", `\n\n${one}`, this.#raw);
    }
    this.#writer.close(this.#raw);
    return this.#called;
  }

  #reason(steps: string): void {
    this.#writer.write("reasoning", steps, this.#raw);
  }

  #take(event: ReturnType<StreamParser["push"]>[number]): void {
    if (event.type === "reasoning") {
      this.#reason(this.#steps.push(event.text));
      return;
    }
    this.#reason(this.#steps.end());
    if (event.type === "text") {
      this.#guard ??= this.#makeGuard();
      this.#writer.write("text", this.#guard.push(event.text), this.#raw);
    } else {
      const call = readCall(event.json);
      if (!call) return;
      if (this.#isStray(call)) {
        this.#raw = this.#raw.slice(0, this.#raw.lastIndexOf(CALL_START));
        return;
      }
      this.#writer.close(this.#raw);
      this.#called = true;
      this.#send({
        type: "tool-call",
        toolCallId: `call-${this.#step}-${crypto.randomUUID()}`,
        toolName: call.name,
        input: call.input,
        providerMetadata: { evlf: { raw: this.#raw, ...this.#writer.takeIds() } },
      });
    }
  }
}
