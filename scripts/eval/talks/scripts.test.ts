import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { getCard } from "@/lib/knowledge/cards";
import { readSets } from "@/scripts/eval/rows";
import { OTHERS, SCRIPTS, UNSEEN } from "@/scripts/eval/talks/all-scripts";
import { findPicture } from "@/scripts/eval/talks/find-picture";

const DATA = path.resolve("../shared/data");
/** Kind of picture by data set: what the selectors may name. */
const KINDS: Readonly<Record<string, string>> = {
  "brain-tumor-mri": "mri",
  "brain-tumor-boxes": "mri",
  "hippocampus-mri": "mri",
  medpix: "mri",
  "kermany-cxr": "xray",
  "covid-cxr": "xray",
  "lung-masks": "xray",
  ham10000: "dermatoscopy",
  "eye-disease": "cfp",
  "oct-small": "oct",
  busi: "ultrasound",
  "lc25000-lung": "histopathology",
  "dsb-nuclei": "histopathology",
  "blood-cells": "blood_smear",
  draaslan: "blood_smear",
  "white-blood-cells": "blood_smear",
  "wce-bleeding": "endoscopy",
  "cdi-pet": "pet",
  "iq-oth-ct": "ct",
  "vqa-med-2019": "ct",
};
const EVERY = [...SCRIPTS, ...OTHERS, ...UNSEEN];
const pictures = EVERY.flatMap(({ id, lines }) =>
  lines.flatMap(({ picture }, at) =>
    picture === undefined ? [] : [{ key: `${id}/${at}`, picture }],
  ),
);
const data = existsSync(DATA) ? readSets([DATA], "val", null) : [];

describe("the scripts", () => {
  it("are 150 and 150 of other writers, each with an id of its own and two to five turns", () => {
    expect(SCRIPTS).toHaveLength(150);
    expect([OTHERS.length, UNSEEN.length]).toEqual([120, 30]);
    expect(new Set(EVERY.map(({ id }) => id)).size).toBe(300);
    for (const { id, lines } of EVERY) {
      expect(lines.length, id).toBeGreaterThanOrEqual(2);
      expect(lines.length, id).toBeLessThanOrEqual(5);
    }
  });
  it("expect something in every turn, and say something", () => {
    for (const { id, lines } of EVERY) {
      for (const { says, expect: wanted } of lines) {
        expect(says.trim(), id).not.toBe("");
        expect(Object.keys(wanted).length, `${id}: ${says}`).toBeGreaterThan(0);
      }
    }
  });
  it("are for every reader and bring every kind of picture that the model knows", () => {
    expect(new Set(SCRIPTS.map(({ audience }) => audience)).size).toBe(3);
    const kinds = pictures.flatMap(
      ({ picture }) => KINDS[picture.dataset ?? ""] ?? picture.modality ?? [],
    );
    expect(new Set(kinds)).toEqual(new Set([...Object.values(KINDS), "none"]));
  });
  it("name data sets and cards that there are", () => {
    for (const { key, picture } of pictures) {
      if (picture.dataset !== undefined) expect(KINDS, key).toHaveProperty(picture.dataset);
      else expect(picture.boxed ?? picture.modality, key).toBeDefined();
    }
    for (const { id, lines } of EVERY) {
      for (const { expect: wanted } of lines) {
        const cards = typeof wanted.cites === "string" ? [] : (wanted.cites ?? []);
        for (const card of cards) expect(getCard(card), `${id}: ${card}`).not.toBeNull();
      }
    }
  });
  it.skipIf(data.length === 0)(
    "find each picture in the data, always the same one (skipped where the data are not there)",
    () => {
      for (const { key, picture } of pictures) {
        if (picture.modality === "none") continue;
        const placed = findPicture(data, picture, key);
        expect(placed, `${key}: ${JSON.stringify(picture)}`).not.toBeNull();
        expect(findPicture(data, picture, key)?.row.id).toBe(placed?.row.id);
      }
    },
  );
  it("a picture that the data lack is not found, and the limit changes no draw", () => {
    expect(findPicture([], { dataset: "busi" }, "k")).toBeNull();
    expect(findPicture(data, { dataset: "busi", label: "glioma" }, "k")).toBeNull();
  });
});
