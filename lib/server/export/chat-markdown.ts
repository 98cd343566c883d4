import "server-only";
import type { ChatExport, ExportMessage, ExportPicture } from "@/lib/contracts/export";
import { type Block, type Inline, parseMarks } from "@/lib/contracts/reading/marks";
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

/** Words as Markdown that shows them as they are: nothing in them becomes markup or a link. */
export const plainMarkdown = (text: string): string =>
  text.replace(/[\\`*_[\]<>|]/g, "\\$&").replace(/^(\s*)([#+-]|\d+[.)])/gm, "$1\\$2");

type Writer = {
  chat: ChatExport;
  pictures: Map<string, ExportPicture>;
  titles: Map<string, string>;
};

function inline(each: Inline, { titles }: Writer): string {
  switch (each.kind) {
    case "text":
      return plainMarkdown(each.text);
    case "strong":
      return `**${plainMarkdown(each.text)}**`;
    case "em":
      return `*${plainMarkdown(each.text)}*`;
    case "mark":
      return `\\[${each.n}\\]`;
    case "card":
      return `(source: ${plainMarkdown(titles.get(each.id) ?? each.id)})`;
  }
}

function block(each: Block, writer: Writer): string {
  const words = (inlines: Inline[]): string => inlines.map((one) => inline(one, writer)).join("");
  if (each.kind === "list") return each.items.map((item) => `- ${words(item)}`).join("\n");
  return each.note === null
    ? words(each.inlines)
    : `> **${NOTE_TITLES[each.note]}.** ${words(each.inlines)}`;
}

function pictureLine({ name, width, height, file, origin, notes }: ExportPicture): string {
  const facts = [`${width} × ${height} pixels`, ...(origin === null ? [] : [origin]), ...notes];
  const words = `${plainMarkdown(name)} (${plainMarkdown(facts.join("; "))})`;
  return file === null ? `*Picture: ${words}*` : `![${plainMarkdown(name)}](${file})\n\n*${words}*`;
}

function marks(message: ExportMessage, { pictures }: Writer): string[] {
  return markedPictures(message).map((id) => {
    const lines = marksOn(message, id).map((mark) => {
      const { x, y, width, height } = mark.box;
      const box = [x, y, width, height].map((value) => value.toFixed(3)).join(", ");
      return `- \\[${mark.id}\\] ${plainMarkdown(markWords(mark))} Box: ${box}.`;
    });
    const name = plainMarkdown(pictures.get(id)?.name ?? "the picture");
    return `Marks on ${name} (x, y, width, height in fractions of the picture):\n\n${lines.join("\n")}`;
  });
}

function question(message: ExportMessage, writer: Writer): string[] {
  return [
    `## Question, ${dayWords(message.at)}`,
    ...message.pictures.flatMap((id) => {
      const picture = writer.pictures.get(id);
      return picture === undefined ? [] : [pictureLine(picture)];
    }),
    plainMarkdown(message.text),
  ];
}

function answer(message: ExportMessage, writer: Writer): string[] {
  const reading = readingIn(message);
  const ending = endingWords(message);
  const [first, ...rest] = reading === null ? [] : readingLines(reading);
  return [
    `## Answer${message.audience === null ? "" : `, for a ${message.audience}`}`,
    ...parseMarks(message.text).map((each) => block(each, writer)),
    ...(first === undefined
      ? []
      : [
          `${plainMarkdown(first)}\n\n${rest.map((line) => `- ${plainMarkdown(line)}`).join("\n")}`,
        ]),
    ...marks(message, writer),
    ...(ending === null ? [] : [`*${ending}*`]),
    ...(message.steps.length === 0
      ? []
      : [
          `### How it came to this`,
          message.steps.map((step) => `- ${plainMarkdown(stepLine(step))}`).join("\n"),
        ]),
  ];
}

function sources({ sources: cards }: ChatExport): string[] {
  if (cards.length === 0) return [];
  const lines = cards.map(({ title, references }) =>
    [
      `- ${plainMarkdown(title)}`,
      ...references.map(
        (each) =>
          `  - ${plainMarkdown(`${each.title}, ${each.publisher}, ${each.year}`)}, <${each.url}>`,
      ),
    ].join("\n"),
  );
  return ["## Sources", lines.join("\n")];
}

/** The branch of a chat that was shown, as Markdown: questions, answers, steps, marks, sources. */
export function chatMarkdown(chat: ChatExport): string {
  const writer: Writer = {
    chat,
    pictures: new Map(chat.pictures.map((picture) => [picture.id, picture])),
    titles: new Map(chat.sources.map(({ card, title }) => [card, title])),
  };
  const byId = new Map(chat.messages.map((message) => [message.id, message]));
  const shown = chat.shown.flatMap((id) => byId.get(id) ?? []);
  return `${[
    `# ${plainMarkdown(chat.title)}`,
    `**${chat.notice}**`,
    `Exported ${dayWords(chat.exportedAt)} from EVLF Chat.`,
    ...shown.flatMap((message) =>
      message.role === "user" ? question(message, writer) : answer(message, writer),
    ),
    ...sources(chat),
  ].join("\n\n")}\n`;
}
