import { describe, expect, it } from "vitest";
import { startersFor } from "@/lib/client/start/starters";

const sample = (name: string, title: string) => ({
  name,
  title,
  source: "s",
  licence: "l",
  question: "What does this show?",
  thumbnail: "/t",
});
const film = sample("chest-film", "Chest film");
const fundus = sample("retina", "Fundus photograph");

describe("startersFor", () => {
  it("offers no sample that the server does not have", () => {
    expect(startersFor("patient", []).every((starter) => starter.sample === null)).toBe(true);
    const names = startersFor("patient", [film]).map((starter) => starter.sample?.name);
    expect(names).toContain("chest-film");
    expect(names).not.toContain("retina");
  });

  it("never offers more than three", () => {
    expect(startersFor("clinician", [film, fundus])).toHaveLength(3);
  });

  it("asks each reader in their own words", () => {
    const first = (audience: "patient" | "student" | "clinician") =>
      startersFor(audience, [film])[0]?.question;
    expect(new Set([first("patient"), first("student"), first("clinician")]).size).toBe(3);
  });
});
