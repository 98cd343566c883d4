import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dicomFile, rleDicom } from "@/tests/fuzz/dicom";
import { startDecoder } from "./decoder";

const folder = mkdtempSync(path.join(tmpdir(), "evlf-decode-"));
let made = 0;

function jobOf(bytes: Uint8Array): { input: string; output: string } {
  made += 1;
  const input = path.join(folder, `${made}.upload`);
  writeFileSync(input, bytes);
  return { input, output: path.join(folder, `${made}.picture`) };
}

const small = (): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: "#884422" } })
    .png()
    .toBuffer();

/** Few bytes and 50 million pixels: seconds of work and hundreds of megabytes. */
const bomb = (): Buffer => rleDicom(7_000, 7_000);

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
    AUTH_SECRET: "a secret that only this test file uses",
    LOG_LEVEL: "error",
    DATA_DIR: folder,
    DECODE_SECONDS: "20",
  });
});
afterAll(async () => {
  const { endDecoders } = await import("./decoders");
  endDecoders();
  rmSync(folder, { recursive: true, force: true });
});

describe("a decoding process", () => {
  test("reads one picture after another and says what a bad one is", async () => {
    const decoder = startDecoder({ seconds: 30, memoryMb: 1_024 });
    const job = jobOf(await small());
    const decoded = await decoder.run(job);
    expect(decoded).toMatchObject({ width: 40, height: 30, origin: "PNG" });
    expect(readFileSync(job.output).length).toBe(decoded.bytes);
    await expect(decoder.run(jobOf(Buffer.from([0xff, 0xd8, 0xff, 1])))).rejects.toMatchObject({
      code: "image-unreadable",
    });
    expect(decoder.usable()).toBe(true);
    expect(await decoder.run(jobOf(await small()))).toMatchObject({ sha256: decoded.sha256 });
    decoder.end();
  });

  test("is ended when a picture takes longer than it may", async () => {
    const decoder = startDecoder({ seconds: 1, memoryMb: 2_048 });
    await decoder.run(jobOf(await small()));
    const begun = performance.now();
    await expect(decoder.run(jobOf(rleDicom(9_000, 9_000)))).rejects.toMatchObject({
      code: "image-too-slow",
    });
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(decoder.usable()).toBe(false);
  });

  test("is ended when a picture takes more memory than it may", async () => {
    const decoder = startDecoder({ seconds: 60, memoryMb: 256 });
    await expect(decoder.run(jobOf(bomb()))).rejects.toMatchObject({ code: "image-too-heavy" });
    expect(decoder.usable()).toBe(false);
  });

  test("that breaks says so, and takes nothing else along", async () => {
    const decoder = startDecoder({ seconds: 30, memoryMb: 1_024 });
    await decoder.run(jobOf(await small()));
    const running = decoder.run(jobOf(bomb()));
    setTimeout(() => decoder.end(), 100);
    await expect(running).rejects.toMatchObject({ code: "image-broke-reader" });
  });
});

test("the kernel itself refuses a decoding process more memory than it may have", async () => {
  const { execFileSync } = await import("node:child_process");
  const { LIMITED } = await import("./decoder");
  const take = "let n=0; try { for(;;n++) Buffer.alloc(64*1048576, 1) } catch {} console.log(n)";
  const args = ["-c", LIMITED, "sh", String(2_000 * 1_024), "60", process.execPath, "-e"];
  const keep = take
    .replace("Buffer.alloc", "(globalThis.k??=[]).push(Buffer.alloc")
    .replace("1) }", "1)) }");
  let pieces = Number.POSITIVE_INFINITY;
  try {
    pieces = Number(
      execFileSync("/bin/sh", [...args, keep], { stdio: ["ignore", "pipe", "ignore"] }),
    );
  } catch {
    pieces = 0;
  }
  expect(pieces).toBeLessThan(32);
});

describe("all decoding processes together", () => {
  test("outlast bombs: the pictures between them are read", async () => {
    const { decodeFile } = await import("./decoders");
    const picture = await small();
    const lying = dicomFile({ rows: 9_990, columns: 9_990, bits: 16, data: Buffer.alloc(5_000) });
    const outcomes = await Promise.allSettled(
      [lying, picture, lying, picture, picture].map((bytes) => decodeFile(jobOf(bytes))),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...["rejected", "fulfilled", "rejected", "fulfilled", "fulfilled"],
    ]);
  }, 90_000);

  test("refuse more than may wait, and say when to come back", async () => {
    const { decodeFile } = await import("./decoders");
    const picture = await small();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, () => decodeFile(jobOf(picture))),
    );
    const refused = outcomes.filter((each) => each.status === "rejected");
    expect(refused.length).toBe(16);
    expect(refused[0]?.reason).toMatchObject({ code: "decoders-busy", retryAfterSeconds: 5 });
  }, 60_000);

  test("know nothing of the server's secrets", async () => {
    const { decodeFile } = await import("./decoders");
    await decodeFile(jobOf(await small()));
    if (process.platform !== "linux") return;
    const secret = "a secret that only this test file uses";
    const children = readdirSync("/proc")
      .filter((pid) => /^\d+$/.test(pid))
      .filter((pid) => {
        try {
          return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("decode-child.ts");
        } catch {
          return false;
        }
      })
      .filter((pid) => readFileSync(`/proc/${pid}/stat`, "utf8").includes(` ${process.pid} `));
    expect(children.length).toBeGreaterThan(0);
    for (const pid of children)
      expect(readFileSync(`/proc/${pid}/environ`, "utf8")).not.toContain(secret);
  });
});
