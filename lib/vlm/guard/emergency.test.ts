import { describe, expect, it } from "vitest";
import { detectEmergency, unnamedEmergency } from "@/lib/vlm/guard/emergency";
import { EMERGENCIES, NEAR_MISSES } from "@/lib/vlm/guard/emergency-fixtures";
import { MORE_EMERGENCIES, MORE_NEAR_MISSES } from "@/lib/vlm/guard/emergency-more-fixtures";
import { CASE_LINE } from "@/lib/vlm/guard/emergency-text";

describe("detectEmergency", () => {
  it("has 100 emergencies and 100 near-misses to be measured on", () => {
    expect(new Set(EMERGENCIES.map(([, text]) => text)).size).toBe(100);
    expect(new Set(NEAR_MISSES).size).toBe(100);
  });

  it.each(EMERGENCIES)("catches %s: %s", (_kind, text) => {
    const found = detectEmergency(text, "patient");
    expect(found).not.toBeNull();
    expect(found?.text).toMatch(/112/);
  });

  it.each(MORE_EMERGENCIES)("catches in rarer words: %s", (text) => {
    expect(detectEmergency(text, "patient")).not.toBeNull();
  });

  it.each(MORE_NEAR_MISSES)("lets pass in rarer words: %s", (text) => {
    expect(detectEmergency(text, "patient")).toBeNull();
  });

  it("names the kind in at least 95 of 100", () => {
    const right = EMERGENCIES.filter(
      ([kind, text]) => detectEmergency(text, "student")?.kind === kind,
    );
    expect(right.length).toBeGreaterThanOrEqual(95);
  });

  it.each(NEAR_MISSES)("lets pass: %s", (text) => {
    expect(detectEmergency(text, "patient")).toBeNull();
    expect(detectEmergency(text, "student")).toBeNull();
    expect([undefined, CASE_LINE]).toContain(detectEmergency(text, "clinician")?.text);
  });

  it("gives a clinician's case history one line", () => {
    const found = detectEmergency("72M, now he can't breathe and his lips are blue.", "clinician");
    expect(found?.text).toBe(CASE_LINE);
    expect(found?.text).not.toContain("\n");
  });

  it("catches a clinician who speaks of themselves", () => {
    const found = detectEmergency("I am having crushing chest pain right now", "clinician");
    expect(found?.kind).toBe("chest-pain");
  });
});

it("a message that as a whole tells of danger gets the calm words, a clinician's the one line", () => {
  expect(unnamedEmergency({ emergency: false }, "patient")).toBeNull();
  const patient = unnamedEmergency({ emergency: true }, "patient");
  expect(patient?.text).toMatch(/^\[note:emergency\] Call your local emergency number now/);
  expect(unnamedEmergency({ emergency: true }, "clinician")?.text).toContain("emergency pathway");
});
