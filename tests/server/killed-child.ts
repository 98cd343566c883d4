import { readFileSync } from "node:fs";
import { db } from "@/lib/server/db";
import { sha256Of, writeImageFile } from "@/lib/server/images/files";
import { withNewFile } from "@/lib/server/images/loose-files";
import { removeUnused } from "@/lib/server/images/remove-unused";

/** Stores or removes a picture, and is killed at the point that the first argument names. */
const [point = "", userId = "", given = ""] = process.argv.slice(2);
const die = (): Promise<never> => {
  process.kill(process.pid, "SIGKILL");
  return new Promise(() => {});
};

async function store(): Promise<void> {
  const png = readFileSync(given);
  const sha256 = sha256Of(png);
  const info = { name: "", width: 40, height: 30, bytes: png.length, origin: "PNG", notes: [] };
  await withNewFile({
    sha256,
    work: async (tx, place) => {
      await tx.image.create({ data: { userId, sha256, ...info } });
      if (point === "before the file") await die();
      await place(() => writeImageFile(sha256, png));
      if (point === "behind the file") await die();
    },
  });
}

async function remove(): Promise<void> {
  await db().$transaction(async (tx) => {
    await removeUnused(tx, [{ id: given, userId }]);
    if (point === "before the removal's commit") await die();
  });
  await die();
}

await (point.includes("removal") ? remove() : store());
