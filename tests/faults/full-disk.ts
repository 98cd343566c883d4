import { rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { startCluster } from "@/tests/cluster/cluster";
import { askOnce, headersOf } from "@/tests/cluster/person";
import { newAsker, questionRound } from "./question-round";
import { knownAnswers } from "./questions";
import { complain, type Tally } from "./tally";

const DISK_MB = 520;

/** Answers that say what is wrong, or that the question was taken all the same. */
const HONEST = new Set([202, 429, 503, 507]);

function fill(dataDir: string): string {
  const file = path.join(dataDir, "ballast");
  for (const piece of [1 << 20, 1 << 14, 1 << 12]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(piece, 1), { flag: "a" });
    } catch {
      // Full for pieces of this size.
    }
  }
  return file;
}

/**
 * Fills the disk that DATA_DIR and the database lie on while people ask and upload: each request is
 * refused with a sentence or taken, and when there is room again, all that was taken is answered.
 *
 * @returns why it could not be tried, or null.
 */
export async function fillDisk(root: string, tally: Tally): Promise<string | null> {
  const cluster = await startCluster(root, { webs: 1, workers: 1, diskMb: DISK_MB }).catch(
    (error: unknown) => String(error),
  );
  if (typeof cluster === "string") return cluster;
  const [base = ""] = cluster.bases;
  try {
    const known = await knownAnswers(cluster.bases, 3);
    const asker = await newAsker(base);
    const ballast = fill(cluster.dataDir);
    const { bavail, bsize } = statfsSync(cluster.dataDir);
    if (bavail * bsize > 1 << 20) throw new Error("the disk is not full");
    const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
    const png = await sharp({
      create: { width: 500, height: 500, channels: 3, background: "black", noise },
    })
      .png()
      .toBuffer();
    const sent = await fetch(`${base}/api/images`, {
      method: "POST",
      headers: headersOf(asker.person),
      body: new Uint8Array(png),
    });
    if (sent.status !== 507 && sent.status !== 503) {
      tally.lost += 1;
      complain(`an upload to a full disk answered ${sent.status}: ${await sent.text()}`);
    }
    const taken: string[] = [];
    for (let at = 0; at < 30; at += 1) {
      const question = known[at % known.length];
      const tried = await askOnce(base, asker.person, { text: question?.text ?? "" }).catch(
        () => null,
      );
      const status = tried?.response.status ?? 503;
      if (status === 202) taken.push(tried?.chatId ?? "");
      if (!HONEST.has(status)) {
        tally.lost += 1;
        complain(`a question to a full disk answered ${status}: ${await tried?.response.text()}`);
        if (process.env.SHOW) console.error(cluster.log().slice(-6000));
      }
      await sleep(100);
    }
    await sleep(5_000);
    rmSync(ballast);
    await settled(taken, tally);
    for (const question of known) await questionRound({ cluster, tally, asker, known: question });
    console.log(
      `  disk of ${DISK_MB} MB full: ${taken.length} of 30 questions taken, all answered`,
    );
    return null;
  } catch (error) {
    console.error(cluster.log());
    throw error;
  } finally {
    await cluster.stop();
  }
}

/** Every question that was taken has its answer within two minutes of there being room again. */
async function settled(chats: string[], tally: Tally): Promise<void> {
  const { db } = await import("@/lib/server/db");
  for (const end = Date.now() + 120_000; ; await sleep(1_000)) {
    const open = await db()
      .turn.count({ where: { state: { in: ["queued", "running"] } } })
      .catch(() => 1);
    if (open === 0) break;
    if (Date.now() < end) continue;
    tally.stuck += open;
    complain(`${open} answers have not ended after the disk had room again`);
    break;
  }
  for (const chatId of chats) {
    const rows = await db().turn.findMany({ where: { chatId }, select: { state: true } });
    tally.answers += 1;
    if (rows.length === 0) tally.lost += 1;
    if (rows.length > 1) tally.doubled += 1;
    if (rows[0]?.state !== "done") {
      tally.brokenOff += 1;
      complain(`a question taken on a full disk ended as ${rows[0]?.state}`);
    }
  }
}
