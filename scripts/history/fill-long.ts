import sharp from "sharp";
import { storeCanonical } from "@/lib/server/images/store-image";
import { readImage } from "@/lib/vlm/image/read-image";
import { storeLongChat } from "@/scripts/history/long-chat";

type FillLong = { userId: string; messages: number; pictures: number };

const SIDE = 768;

/** A grey picture with lines of its own: no two are the same file. */
async function draw(number: number): Promise<Buffer> {
  const lines = Array.from({ length: 24 }, (_, at) => {
    const x = (at * 97 + number * 31) % SIDE;
    return `<path d="M${x} 0 Q${SIDE - x} ${SIDE / 2} ${x} ${SIDE}" stroke="#${(at % 9) + 1}${(at % 9) + 1}${(at % 9) + 1}" fill="none" stroke-width="9"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}">
    <rect width="100%" height="100%" fill="#555"/>${lines.join("")}
    <text x="40" y="120" font-size="90" fill="#eee">${number}</text></svg>`;
  return await sharp(Buffer.from(svg)).png().toBuffer();
}

/**
 * Writes one long chat with stored pictures for a person; its first answer, one in the middle of its
 * first page and its last answer have a second version.
 */
export async function fillLong({ userId, messages, pictures }: FillLong) {
  const stored: Awaited<ReturnType<typeof storeCanonical>>[] = [];
  for (let at = 0; at < pictures; at += 1)
    stored.push(await storeCanonical(userId, `drawing-${at}.png`, await readImage(await draw(at))));
  const every = Math.max(1, Math.floor(messages / 2 / pictures));
  const versionsOf = [1, 19, messages - 1];
  const title = `A chat of ${messages} messages`;
  return await storeLongChat({ userId, messages, pictures: stored, every, title, versionsOf });
}
