import { type APIRequestContext, test } from "@playwright/test";
import sharp from "sharp";
import type { SampleInfo } from "@/lib/contracts/api";
import { PATIENCE } from "./pages";

type Upload = { name: string; mimeType: string; buffer: Buffer };

const PATIENCE_MS = 180_000;
let waited = false;

/**
 * The sample whose title or name fits, fetched by the app itself in the background of its start.
 * Skips the test, and says so, where the machine cannot fetch it.
 */
export async function sampleOrSkip(
  request: APIRequestContext,
  wanted: RegExp,
): Promise<SampleInfo> {
  const deadline = Date.now() + (waited ? 2000 : PATIENCE_MS);
  test.setTimeout(PATIENCE_MS + 120_000 * PATIENCE);
  for (;;) {
    const response = await request.get("/api/samples");
    const samples = response.ok() ? ((await response.json()) as SampleInfo[]) : [];
    const found = samples.find((each) => wanted.test(each.title) || wanted.test(each.name));
    if (found) return found;
    if (Date.now() > deadline) break;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  waited = true;
  test.skip(true, `the sample ${wanted.source} could not be fetched on this machine`);
  throw new Error("skipped");
}

/** A drawing that no hospital made: a house under a sun. */
export async function drawHouse(): Promise<Upload> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">
    <rect width="640" height="480" fill="#7ec8f2"/><rect y="330" width="640" height="150" fill="#5aa845"/>
    <circle cx="540" cy="90" r="48" fill="#ffd34d"/><rect x="190" y="210" width="240" height="170" fill="#c8553d"/>
    <polygon points="170,210 310,110 450,210" fill="#6d3b2e"/><rect x="285" y="290" width="60" height="90" fill="#4a2c20"/>
    <rect x="215" y="240" width="48" height="48" fill="#e8f4fa"/><rect x="365" y="240" width="48" height="48" fill="#e8f4fa"/>
    <rect x="80" y="260" width="22" height="110" fill="#6b4a2b"/><circle cx="91" cy="230" r="56" fill="#2f7d32"/>
  </svg>`;
  return { name: "house.png", mimeType: "image/png", buffer: await png(svg) };
}

/** A page of text, as a screenshot would have it. */
export async function drawPage(): Promise<Upload> {
  const lines = Array.from({ length: 18 }, (_, line) => {
    const words = ["Invoice", "total", "river", "bridge", "number", "market", "paper", "morning"];
    const text = words.map((_word, at) => words[(at * (line + 3)) % words.length]).join(" ");
    return `<text x="40" y="${60 + line * 26}" font-size="18" font-family="serif">${text}</text>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="560">
    <rect width="600" height="560" fill="#fff"/>${lines.join("")}</svg>`;
  return { name: "page.png", mimeType: "image/png", buffer: await png(svg) };
}

async function png(svg: string): Promise<Buffer> {
  return sharp(Buffer.from(svg)).png().toBuffer();
}
