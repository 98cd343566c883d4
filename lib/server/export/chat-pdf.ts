import "server-only";
import { setImmediate } from "node:timers/promises";
import type { ChatExport, ExportMessage, ExportPicture } from "@/lib/contracts/export";
import { type Block, type Inline, parseMarks } from "@/lib/contracts/reading/marks";
import { drawFigure, type Opened, pdfPixels } from "./pdf-figure";
import { PdfWriter, QUIET, type Run } from "./pdf-writer";
import {
  dayWords,
  endingWords,
  markedPictures,
  marksOn,
  markWords,
  NOTE_TITLES,
  readingIn,
  readingLines,
  stepLine,
} from "./words";

type Pictures = Map<string, { picture: ExportPicture; opened: Opened | null }>;
type Titles = Map<string, string>;

const SMALL = { size: 9, colour: QUIET, after: 3 };

function runOf(each: Inline, titles: Titles): Run {
  switch (each.kind) {
    case "text":
      return { text: each.text };
    case "strong":
    case "em":
      return { text: each.text, font: each.kind };
    case "mark":
      return { text: `[${each.n}]`, font: "strong" };
    case "card":
      return { text: `(source: ${titles.get(each.id) ?? each.id})`, font: "em" };
  }
}

function writeBlock(writer: PdfWriter, each: Block, titles: Titles): void {
  const runs = (inlines: Inline[]): Run[] => inlines.map((one) => runOf(one, titles));
  if (each.kind === "list") {
    for (const item of each.items) {
      writer.text([{ text: "•  " }, ...runs(item)], { indent: 10, after: 3 });
    }
    writer.gap(3);
    return;
  }
  const title: Run[] =
    each.note === null ? [] : [{ text: `${NOTE_TITLES[each.note]}. `, font: "strong" }];
  writer.text([...title, ...runs(each.inlines)], { indent: each.note === null ? 0 : 12 });
}

function writeQuestion(writer: PdfWriter, message: ExportMessage, pictures: Pictures): void {
  writer.text([{ text: "Question", font: "strong" }, { text: `, ${dayWords(message.at)}` }], SMALL);
  for (const id of message.pictures) {
    const known = pictures.get(id);
    if (known === undefined) continue;
    const { name, width, height, origin, notes } = known.picture;
    if (known.opened !== null) drawFigure(writer, known.opened, []);
    const facts = [`${width} × ${height} pixels`, ...(origin === null ? [] : [origin])].join(", ");
    // The notes are sentences.
    writer.text([{ text: [`${name}: ${facts}.`, ...notes].join(" ") }], SMALL);
  }
  writer.text([{ text: message.text }], { after: 10 });
}

function writeMarks(writer: PdfWriter, message: ExportMessage, pictures: Pictures): void {
  for (const id of markedPictures(message)) {
    const known = pictures.get(id);
    const marks = marksOn(message, id);
    if (known?.opened) drawFigure(writer, known.opened, marks);
    const name = known?.picture.name ?? "the picture";
    writer.text([{ text: `Marks on ${name}`, font: "strong" }], SMALL);
    for (const mark of marks) {
      const words = { text: ` ${markWords(mark)}` };
      writer.text([{ text: `[${mark.id}]`, font: "strong" }, words], SMALL);
    }
    writer.gap(6);
  }
}

function writeAnswer(
  writer: PdfWriter,
  message: ExportMessage,
  { pictures, titles }: { pictures: Pictures; titles: Titles },
): void {
  const reader = message.audience === null ? "" : `, for a ${message.audience}`;
  writer.text([{ text: "Answer", font: "strong" }, { text: reader }], SMALL);
  for (const each of parseMarks(message.text)) writeBlock(writer, each, titles);
  const reading = readingIn(message);
  if (reading !== null) {
    for (const line of readingLines(reading)) writer.text([{ text: line }], SMALL);
    writer.gap(6);
  }
  writeMarks(writer, message, pictures);
  const ending = endingWords(message);
  if (ending !== null) writer.text([{ text: ending, font: "em" }]);
  if (message.steps.length > 0) {
    writer.text([{ text: "How it came to this", font: "strong" }], SMALL);
    for (const step of message.steps)
      writer.text([{ text: stepLine(step) }], { ...SMALL, indent: 10, after: 2 });
  }
  writer.gap(8);
}

function writeSources(writer: PdfWriter, { sources }: ChatExport): void {
  if (sources.length === 0) return;
  writer.rule();
  writer.text([{ text: "Sources", font: "strong" }], { size: 12 });
  for (const { title, references } of sources) {
    writer.text([{ text: title }], { size: 9.5, after: 2 });
    for (const { title: name, publisher, year, url } of references)
      writer.text([{ text: `${name}, ${publisher}, ${year}, ${url}` }], { ...SMALL, indent: 10 });
  }
}

/** A picture whose file can't be read now is told of in words alone. */
async function open(
  writer: PdfWriter,
  picture: ExportPicture,
  png: (id: string) => Promise<Uint8Array | null>,
): Promise<Opened | null> {
  const bytes = await png(picture.id);
  if (bytes === null) return null;
  const { width, height } = picture;
  // Opened images are drawn any number of times and stored once.
  const image = (
    writer.doc as unknown as { openImage(bytes: Buffer): PDFKit.Mixins.ImageSrc }
  ).openImage(await pdfPixels(bytes));
  return { image, size: { width, height } };
}

/** What a PDF does not show as it was written, in words; null where it shows everything. */
function shortfallOf({ missing, rightToLeft }: PdfWriter): string | null {
  const squares =
    missing === 0
      ? null
      : missing === 1
        ? "One character can't be drawn here and stands as □."
        : `${missing} characters can't be drawn here and stand as □.`;
  const order = rightToLeft
    ? "Words that are read from right to left may stand in the wrong order."
    : null;
  const said = [squares, order].filter((each) => each !== null);
  if (said.length === 0) return null;
  return [...said, "The Markdown export of this chat has everything as it was written."].join(" ");
}

type Png = (id: string) => Promise<Uint8Array | null>;

/**
 * The branch of a chat that was shown, as PDF: text that can be selected and searched, pictures
 * with their marks as lines, reasoning steps, sources; the standing notice on every page. What no
 * font here has is a square, and the first page says so.
 *
 * @param png the stored PNG of a picture by its number in the export, or null.
 */
export async function chatPdf(chat: ChatExport, png: Png): Promise<Buffer> {
  const whole = await writeChat(chat, png, null);
  const shortfall = shortfallOf(whole);
  if (shortfall === null) return await whole.end(chat.notice);
  // How much is missing is known at the end only, and belongs at the beginning.
  return await (await writeChat(chat, png, shortfall)).end(chat.notice);
}

async function writeChat(chat: ChatExport, png: Png, shortfall: string | null): Promise<PdfWriter> {
  const writer = new PdfWriter(chat.title);
  const pictures: Pictures = new Map();
  for (const picture of chat.pictures)
    pictures.set(picture.id, { picture, opened: await open(writer, picture, png) });
  const titles = new Map(chat.sources.map(({ card, title }) => [card, title]));
  const byId = new Map(chat.messages.map((message) => [message.id, message]));
  writer.text([{ text: chat.title, font: "strong" }], { size: 18, after: 4 });
  writer.text([{ text: `Exported ${dayWords(chat.exportedAt)} from EVLF Chat.` }], SMALL);
  if (shortfall !== null)
    writer.text([{ text: shortfall, font: "strong" }], { size: 9.5, after: 4 });
  writer.text([{ text: chat.notice, font: "strong" }], { size: 9.5, after: 10 });
  for (const message of chat.shown.flatMap((id) => byId.get(id) ?? [])) {
    writer.room(60);
    // Laying text out takes a moment a page: others are answered in between.
    await setImmediate();
    if (message.role === "user") {
      writer.rule();
      writeQuestion(writer, message, pictures);
    } else writeAnswer(writer, message, { pictures, titles });
  }
  writeSources(writer, chat);
  return writer;
}
