import type { Cluster } from "@/tests/cluster/cluster";
import { type Cut, followAnswer, type Seen } from "@/tests/cluster/follow";
import { ask, newPerson, type Person, readChat } from "@/tests/cluster/person";
import { difference, storedWords, streamedWords } from "@/tests/cluster/words";
import { type Known, picturesFor } from "./questions";
import { complain, type Tally } from "./tally";

export type Asker = { person: Person; pictures: string[] };

export async function newAsker(base: string): Promise<Asker> {
  const person = await newPerson(base);
  return { person, pictures: await picturesFor(base, person) };
}

type Round = {
  cluster: Cluster;
  tally: Tally;
  asker: Asker;
  known: Known;
  cutAfter?: () => Cut;
  /** Which web servers this person reaches, in the order of trying. */
  bases?: string[];
  /** Told when the question was taken. */
  onAsked?: (turnId: string) => void;
};

/** Asks one question in a new chat, follows the answer, and compares it with the one that is known. */
export async function questionRound(round: Round): Promise<void> {
  const { cluster, tally, asker, known, cutAfter } = round;
  const bases = round.bases ?? cluster.bases;
  const begun = Date.now();
  const imageIds = known.picture ? asker.pictures : [];
  tally.answers += 1;
  const asked = await ask(bases, asker.person, { text: known.text, imageIds });
  round.onAsked?.(asked.turnId);
  const watched = { bases, person: asker.person, turnId: asked.turnId, patienceMs: 150_000 };
  const seen = await followAnswer({ ...watched, ...(cutAfter ? { cutAfter } : {}) }).catch(
    (error: unknown): Seen => {
      complain(`following "${known.text}": ${String(error)}`);
      return { chunks: [], connections: 0, cuts: 0 };
    },
  );
  tally.cuts += seen.cuts;
  tally.longestMs = Math.max(tally.longestMs, Date.now() - begun);
  const { messages, activeTurnId } = await readChat(cluster.bases, asker.person, asked.chatId);
  if (activeTurnId !== null) {
    tally.stuck += 1;
    complain(`"${known.text}" is still not answered`);
    return;
  }
  const questions = messages.filter(({ role }) => role === "user");
  const answers = messages.filter(({ role }) => role === "assistant");
  if (questions.length === 0 || answers.length === 0) tally.lost += 1;
  if (questions.length > 1 || answers.length > 1) tally.doubled += 1;
  const answer = answers.at(-1);
  const state = answer?.metadata?.state;
  if (state !== "done") {
    tally.brokenOff += 1;
    complain(`"${known.text}" ended as ${state}: ${answer?.metadata?.error?.message ?? ""}`);
    return;
  }
  compare(tally, known, "stored", storedWords(answer));
  compare(tally, known, "streamed", streamedWords(seen.chunks));
  if ((answer?.parts.length ?? 0) > known.parts) {
    tally.doubled += 1;
    complain(`"${known.text}" has ${answer?.parts.length} parts, not ${known.parts}`);
  }
}

function compare(tally: Tally, known: Known, what: string, words: string): void {
  const { lost, doubled } = difference(known.words, words);
  tally.lost += lost;
  tally.doubled += doubled;
  if (lost + doubled > 0)
    complain(
      `"${known.text}" as ${what}: ${lost} characters lost, ${doubled} too many\n` +
        `    ${JSON.stringify(known.words.slice(-160))}\n    ${JSON.stringify(words.slice(-160))}`,
    );
}
