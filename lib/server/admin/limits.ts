import "server-only";
import type { LimitRow } from "@/lib/contracts/admin";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { AppError, notFound } from "../errors";
import { forgetLimits, SETTABLE, type Settable } from "../limit-settings";

/** Every settable limit as it stands. */
export async function listLimits(): Promise<LimitRow[]> {
  const rows = await db().limitSetting.findMany({ take: 100 });
  return [...SETTABLE].map(([name, { fallback, least, most, windowMs }]) => {
    const set = rows.find((row) => row.name === name);
    return {
      ...{ name, least, most, fallback: fallback() },
      value: set?.value ?? fallback(),
      windowSeconds: windowMs === null ? null : windowMs / 1000,
      changedAt: set?.changedAt.toISOString() ?? null,
    };
  });
}

function known(name: string): Settable {
  const settable = SETTABLE.get(name);
  if (settable === undefined) throw notFound("limit");
  return settable;
}

/**
 * Sets a limit, or with null brings its default back. All servers go by it within five seconds.
 *
 * @throws AppError not-found; bad-input outside its bounds.
 */
export async function changeLimit(
  adminId: string,
  name: string,
  value: number | null,
): Promise<void> {
  const { least, most, fallback } = known(name);
  if (value !== null && (value < least || value > most)) {
    throw new AppError("bad-input", `This limit takes a whole number from ${least} to ${most}.`);
  }
  await db().$transaction(async (tx) => {
    const before = await tx.limitSetting.findUnique({ where: { name }, select: { value: true } });
    if (value === null) await tx.limitSetting.deleteMany({ where: { name } });
    else {
      const data = { value, changedAt: new Date() };
      await tx.limitSetting.upsert({
        ...{ where: { name }, create: { name, ...data }, update: data },
        select: { name: true },
      });
    }
    const detail = { from: before?.value ?? fallback(), to: value ?? fallback() };
    await recordAudit(tx, { userId: adminId, action: "limit-changed", subject: name, detail });
  });
  forgetLimits();
}
