import { z } from "zod";
import type { EvlfMessage } from "@/lib/contracts/message";
import { foldTurn } from "@/lib/server/turns/fold-turn";
import type { EvlfChunk } from "@/lib/vlm/evlf/converse";
import { readImage } from "@/lib/vlm/image/read-image";
import { type Bench, keyOf, readTurn, type Turn } from "@/scripts/eval/model";
import { findPicture, type Placed } from "@/scripts/eval/talks/find-picture";
import type { Script } from "@/scripts/eval/talks/script";
import { openTar } from "@/scripts/eval/tar";
import type { Setting } from "@/scripts/eval/task";

const turnsSchema = z.array(
  z.object({
    reasoning: z.string(),
    text: z.string(),
    calls: z.array(
      z.object({ id: z.string(), tool: z.string(), input: z.unknown(), output: z.unknown() }),
    ),
    outcome: z.string().nullable(),
  }),
);

/** A script with what was answered, one turn for each of its lines. */
export type Played = { script: Script; turns: readonly Turn[] };

/** The pictures of a script by its lines, or null where the data lack one. */
function picturesOf({ sets }: Setting, script: Script): (Placed | null)[] | null {
  const placed = script.lines.map(({ picture }, at) =>
    picture === undefined ? null : findPicture(sets, picture, `${script.id}/${at}`),
  );
  const lacks = script.lines.some(({ picture }, at) => picture !== undefined && !placed[at]);
  return lacks ? null : placed;
}

function questionOf(text: string, at: number, placed: Placed | null): EvlfMessage {
  const data = { imageId: "", name: "picture", width: 1, height: 1 };
  return {
    id: `question-${at}`,
    role: "user",
    parts: [
      ...(placed === null
        ? []
        : [{ type: "data-image" as const, data: { ...data, imageId: keyOf(placed.row) } }]),
      { type: "text", text },
    ],
  };
}

async function pngOf({ row, archive }: Placed): Promise<Uint8Array> {
  const tar = openTar(archive);
  try {
    return (await readImage(tar.read(row.image))).png;
  } finally {
    tar.close();
  }
}

async function playAll(
  bench: Bench,
  script: Script,
  pictures: readonly (Placed | null)[],
): Promise<Turn[]> {
  const messages: EvlfMessage[] = [];
  const turns: Turn[] = [];
  for (const [at, { says }] of script.lines.entries()) {
    messages.push(questionOf(says, at, pictures[at] ?? null));
    const chunks: EvlfChunk[] = [];
    const answer = bench.evlf.converse({
      messages,
      audience: script.audience,
      image: async (id) => {
        const placed = pictures.find((one) => one !== null && keyOf(one.row) === id);
        if (!placed) throw new Error(`${script.id} brought no picture ${id}.`);
        return pngOf(placed);
      },
    });
    for await (const chunk of answer) chunks.push(chunk);
    turns.push(await readTurn(chunks));
    // as the app stores it: the next question is read after reasoning, tool parts and text
    messages.push(await foldTurn(`answer-${at}`, chunks));
  }
  return turns;
}

/**
 * Plays a script through the app's loop, its history growing as the app stores it, or gives what
 * it gave before. Null where the data lack a picture of the script.
 */
export async function playTalk(script: Script, setting: Setting): Promise<Played | null> {
  const pictures = picturesOf(setting, script);
  if (pictures === null) return null;
  const asked = script.lines.map(({ says }, at) => {
    const placed = pictures[at];
    return placed ? [says, keyOf(placed.row)] : [says];
  });
  const key = `talks|${script.id}|${script.audience}|${JSON.stringify(asked)}`;
  const made = await setting.cache.recall(key, () => playAll(setting.bench, script, pictures));
  return { script, turns: turnsSchema.parse(made) };
}
