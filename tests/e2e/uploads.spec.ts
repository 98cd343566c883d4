import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import pg from "pg";
import sharp from "sharp";
import { rleDicom } from "@/tests/fuzz/dicom";
import { pngBomb } from "@/tests/fuzz/png";
import { findings } from "./accessibility";
import { askButton, attach, attachments, openStart, question, signUp } from "./pages";
import { drawHouse } from "./pictures";
import { type SlowLine, slowLine } from "./slow-line";

const WORDS = "What does this show, and how sure is that?";
const dataDir = process.env.E2E_DATA_DIR ?? "";

/** A picture larger than what the machine's own sockets swallow at once. */
async function large() {
  const noise = { type: "gaussian" as const, mean: 128, sigma: 60 };
  const create = { width: 3_600, height: 2_400, channels: 3 as const, background: "#888", noise };
  return {
    ...{ name: "large.png", mimeType: "image/png" },
    buffer: await sharp({ create }).png().toBuffer(),
  };
}

/** Asks the app's own database, where these tests started it. */
async function rows<T extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<T[]> {
  test.skip(!existsSync(path.join(dataDir, "database-url")), "the app was started elsewhere");
  const url = readFileSync(path.join(dataDir, "database-url"), "utf8").trim();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const incoming = (): string[] => {
  const folder = path.join(dataDir, "images/incoming");
  return existsSync(folder) ? readdirSync(folder) : [];
};

async function meOf(page: Page): Promise<string> {
  const me = (await (await page.request.get("/api/me")).json()) as { id: string };
  return me.id;
}

const choose = (page: Page, file: Awaited<ReturnType<typeof large>>): Promise<void> =>
  page.locator('form[aria-label="Ask"] input[type="file"]').setInputFiles(file);
const bar = (page: Page) => attachments(page).getByRole("progressbar");

test.describe("over a slow line", () => {
  let line: SlowLine;
  test.beforeEach(async ({ page, baseURL }) => {
    line = await slowLine(baseURL ?? "");
    await page.goto(line.url);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    // The guest is made before anything is slow.
    await page.request.patch(`${line.url}/api/me`, { data: { audience: "patient" } });
    await page.reload();
    await question(page).fill(WORDS);
  });
  test.afterEach(() => line.close());

  test("an upload shows how much is sent and can be cancelled; the question stays", async ({
    page,
  }) => {
    line.limit(300_000);
    await choose(page, await large());
    const value = () => bar(page).evaluate((element) => (element as HTMLProgressElement).value);
    await expect.poll(value).toBeGreaterThan(5);
    const first = await value();
    await expect.poll(value).toBeGreaterThan(first);
    await expect(askButton(page)).toBeDisabled();
    expect(await findings(page, 'form[aria-label="Ask"]')).toEqual([]);
    await page.getByRole("button", { name: "Cancel large.png" }).click();
    await expect(attachments(page)).toHaveCount(0);
    await expect(question(page)).toHaveValue(WORDS);
    await expect(askButton(page)).toBeEnabled();
    line.limit(null);
    const id = (await (await page.request.get(`${line.url}/api/me`)).json()).id;
    await expect.poll(incoming).toEqual([]);
    expect(await rows("SELECT id FROM image WHERE user_id = $1", [id])).toEqual([]);
  });

  test("an upload that is cut off is sent again by itself, once stored; the question stays", async ({
    page,
  }) => {
    // Twice it does not get out at all; then it is cut in the middle, which a browser mends by itself.
    let failed = 0;
    await page.route("**/api/images", async (route) => {
      failed += 1;
      if (failed <= 2) await route.abort("connectionreset");
      else await route.continue();
    });
    line.cutAfter(500_000, 1);
    await choose(page, await large());
    await expect(attachments(page)).toContainText("The connection was lost. Trying again");
    await expect(attachments(page)).toHaveAttribute("data-state", "ready");
    expect(line.cuts()).toBe(1);
    expect(failed).toBeGreaterThan(2);
    await expect(question(page)).toHaveValue(WORDS);
    await expect(askButton(page)).toBeEnabled();
    const id = (await (await page.request.get(`${line.url}/api/me`)).json()).id;
    expect(await rows("SELECT id FROM image WHERE user_id = $1", [id])).toHaveLength(1);
    await expect.poll(incoming).toEqual([]);
  });
});

test("a bomb is refused with a sentence, and the next picture is read", async ({ page }) => {
  await openStart(page);
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: "image/png", buffer });
  await attach(page, file("bomb.png", pngBomb()));
  await expect(attachments(page).last()).toContainText("900 megapixels");
  await attach(page, file("bomb.dcm", rleDicom(9_990, 9_990)));
  await expect(attachments(page).last()).toContainText(/more memory than|more than \d+ seconds/);
  await attach(page, await drawHouse());
  await expect(attachments(page).last()).toHaveAttribute("data-state", "ready");
});

test("a full quota is said with what to do, and shown in the account", async ({ page }) => {
  await signUp(page, `quota-${crypto.randomUUID().slice(0, 8)}@example.org`, "seven herons abroad");
  const id = await meOf(page);
  await rows(
    `INSERT INTO image (id, user_id, sha256, name, width, height, bytes, origin, notes)
     VALUES (gen_random_uuid(), $1, repeat('0', 64), 'x', 1, 1, $2, 'PNG', '{}')`,
    [id, 1_024 * 1_048_576],
  );
  await page.goto("/account");
  const room = page.getByRole("region", { name: "Room for pictures" });
  await expect(room).toContainText("1 of 1,000");
  await expect(room).toContainText("1,024 of 1,024 MB");
  await openStart(page);
  await question(page).fill(WORDS);
  await attach(page, await drawHouse());
  await expect(attachments(page)).toContainText("Delete chats that you no longer need");
  await expect(question(page)).toHaveValue(WORDS);
});
