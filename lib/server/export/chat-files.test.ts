import sharp from "sharp";
import { extractText, getDocumentProxy, getResolvedPDFJS } from "unpdf";
import { describe, expect, test } from "vitest";
import { type ChatExport, chatExportSchema, EXPORT_NOTICE } from "@/lib/contracts/export";
import { chatMarkdown } from "./chat-markdown";
import { chatPdf } from "./chat-pdf";
import { ANSWER, BOX, HOSTILE, IMAGE_ID, QUESTION } from "./export-fixtures";
import { exportMessage, sourcesOf } from "./export-message";
import { fileName } from "./file-name";

const at = new Date("2026-11-25T12:00:00Z");
const place = { at, pictureId: (id: string) => (id === IMAGE_ID ? "p1" : null) };

const CHAT: ChatExport = {
  ...{ format: "evlf-chat", version: 1, notice: EXPORT_NOTICE, title: "A chest film" },
  ...{ exportedAt: at.toISOString(), createdAt: at.toISOString(), updatedAt: at.toISOString() },
  shown: ["m1", "m2"],
  messages: [
    exportMessage(QUESTION, { ...place, id: "m1", parent: null }),
    exportMessage(ANSWER, { ...place, id: "m2", parent: "m1" }),
  ],
  pictures: [
    {
      ...{ id: "p1", name: "film.png", width: 400, height: 300, file: null },
      ...{ origin: "PNG", notes: [] },
    },
  ],
  sources: sourcesOf([QUESTION, ANSWER]),
};

const grey = () =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: "#555" } })
    .png()
    .toBuffer();

describe("a chat as JSON", () => {
  test("fits its schema and names its picture, its mark and what the step rests on", () => {
    const read = chatExportSchema.parse(JSON.parse(JSON.stringify(CHAT)));
    const answer = read.messages[1];
    expect(answer?.steps[0]).toEqual({
      ...{ kind: "thought", number: 1, text: "The film shows both lungs.", rests: ["image"] },
    });
    expect(answer?.steps[1]).toMatchObject({ rests: ["mark 1"] });
    expect(answer?.steps[2]).toMatchObject({
      tool: "ground",
      result: { imageId: "p1", boxes: [{ id: 1, box: BOX }] },
    });
    expect(answer?.sources).toEqual(["opacity"]);
    expect(read.sources[0]?.references[0]?.url).toMatch(/^https?:/);
  });

  test("holds no id of the server's and no word that was withheld", () => {
    const text = JSON.stringify(CHAT);
    for (const secret of [IMAGE_ID, QUESTION.id, ANSWER.id, "call-secret", "withheld words"])
      expect(text).not.toContain(secret);
    expect(text).not.toContain(ANSWER.metadata?.turnId);
  });
});

describe("a chat as Markdown", () => {
  const text = chatMarkdown(CHAT);

  test("has questions, answers, marks, label, steps, sources and the notice", () => {
    for (const words of [
      EXPORT_NOTICE,
      "## Question",
      "## Answer, for a patient",
      "The **outlined** area \\[1\\] is *brighter*.",
      "> **Something was withheld.**",
      "Box: 0.250, 0.500, 0.500, 0.250.",
      "0.70 bacterial pneumonia",
      "### How it came to this",
      "Looked for lung opacity: found 1",
      "## Sources",
    ])
      expect(text).toContain(words);
  });

  test("shows a person's words as words: no markup, no link", () => {
    expect(text).not.toMatch(/(?<!\\)<b>/);
    expect(text).not.toMatch(/(?<!\\)\[click(?<!\\)\]/);
    expect(text).toContain("\\<b\\>this\\</b\\>");
  });
});

describe("a chat as PDF", () => {
  test("has its text to select, in every script that its fonts have", async () => {
    const pdf = await chatPdf(CHAT, async () => await grey());
    const { text, totalPages } = await extractText(new Uint8Array(pdf), { mergePages: true });
    expect(totalPages).toBeGreaterThan(0);
    const plain = text.replace(/\s+/g, " ");
    for (const words of [
      "A chest film",
      "What is <b>this</b>?",
      "Ж αβ □",
      "The outlined area [1] is brighter.",
      "Something was withheld.",
      "0.70 bacterial pneumonia",
      "Looked for lung opacity: found 1",
      "One character can't be drawn here",
      "For learning, not for diagnosis.",
    ])
      expect(plain).toContain(words);
    expect(HOSTILE).toContain("中");
    const cited = CHAT.sources[0];
    expect(plain).toContain(cited?.title);
  });

  test("loses no letter in silence: what it can't draw is a square, and the first page says so", async () => {
    const [question] = CHAT.messages;
    if (question === undefined) throw new Error("no message");
    const read = async (words: string) => {
      const messages = [{ ...question, text: words, pictures: [], steps: [] }];
      const pdf = await chatPdf(
        { ...CHAT, messages, shown: [question.id], sources: [] },
        async () => null,
      );
      const { text } = await extractText(new Uint8Array(pdf), { mergePages: false });
      return (text[0] ?? "").replace(/\s+/g, " ");
    };
    const plain = await read("Lungs: Лёгкие, Україна, Πνεύμονες, Żółw, naïve");
    for (const words of ["Лёгкие, Україна", "Πνεύμονες", "Żółw, naïve"])
      expect(plain).toContain(words);
    expect(plain).not.toContain("□");
    expect(plain).not.toContain("Markdown");
    const square = await read("肺 फेफड़े 폐");
    const letters = [..."肺फेफड़े폐".normalize("NFC")].length;
    expect(square.split("□").length - 1).toBe(letters + 1);
    expect(square).toContain(`${letters} characters can't be drawn here and stand as □.`);
    expect(square).toContain("The Markdown export of this chat has everything as it was written.");
    for (const words of ["رئة سليمة", "ריאה ימין"])
      expect(await read(words)).toContain("read from right to left may stand in the wrong order");
    expect(await read("رئة")).not.toContain("Markdown");
  });

  test("draws each box as a line of its own, where it lies on the picture", async () => {
    const pdf = await chatPdf(CHAT, async () => await grey());
    const { OPS } = await getResolvedPDFJS();
    const document = await getDocumentProxy(new Uint8Array(pdf));
    const lists = await Promise.all(
      Array.from({ length: document.numPages }, async (_, page) =>
        (await document.getPage(page + 1)).getOperatorList(),
      ),
    );
    const fnArray = lists.flatMap((list) => list.fnArray);
    const argsArray: unknown[] = lists.flatMap((list) => list.argsArray);
    // The picture twice: under the question, and with the marks under the answer.
    const images = fnArray.filter((op) => op === OPS.paintImageXObject).length;
    expect(images).toBe(2);
    const sizes = fnArray.flatMap((op, index) => {
      if (op !== OPS.constructPath) return [];
      // Its bounds: x and y of two corners.
      const [, , bounds] = argsArray[index] as [number, unknown, ArrayLike<number> | null];
      if (bounds === null || bounds === undefined) return [];
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = Array.from(bounds);
      return [[Math.abs(x2 - x1), Math.abs(y2 - y1)]];
    });
    // 400 by 300 pixels are drawn 400 by 300 points; the box is half as wide and a quarter as high.
    const boxes = sizes.filter(
      ([width = 0, height = 0]) => Math.abs(width - 200) < 0.01 && Math.abs(height - 75) < 0.01,
    );
    expect(boxes).toHaveLength(2);
  });

  test("is written without a picture whose file is gone", async () => {
    const pdf = await chatPdf(CHAT, async () => null);
    const { text } = await extractText(new Uint8Array(pdf), { mergePages: true });
    expect(text).toContain("film.png");
  });

  test("of 60 long answers breaks into pages, each with its number and the notice", async () => {
    const [first, second] = CHAT.messages;
    if (first === undefined || second === undefined) throw new Error("no messages");
    const messages = Array.from({ length: 60 }, (_, n) => [
      { ...first, id: `m${2 * n + 1}`, text: `Question ${n}? ${"word ".repeat(200)}` },
      { ...second, id: `m${2 * n + 2}` },
    ]).flat();
    const shown = messages.map(({ id }) => id);
    const pdf = await chatPdf({ ...CHAT, messages, shown }, async () => await grey());
    const { text, totalPages } = await extractText(new Uint8Array(pdf), { mergePages: false });
    expect(totalPages).toBeGreaterThan(20);
    text.forEach((page, index) => {
      expect(page).toContain("For learning, not for diagnosis.");
      expect(page).toContain(`${index + 1} of ${totalPages}`);
    });
    expect(text.join(" ")).toContain("Question 59?");
    // One copy of the picture, however often it is drawn.
    expect(pdf.length).toBeLessThan(1_000_000);
  });
});

test("a title can't end the header that names a file, nor name a folder", () => {
  const { plain, encoded } = fileName('../"x"\r\nSet-Cookie: a=b; Żółw', "pdf");
  expect(plain).toMatch(/^[A-Za-z0-9-]+\.pdf$/);
  expect(encoded).toMatch(/^[A-Za-z0-9%.-]+$/);
  expect(decodeURIComponent(encoded)).toContain("Żółw");
  expect(fileName("???", "md").plain).toBe("chat.md");
});
