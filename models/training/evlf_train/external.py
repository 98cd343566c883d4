"""The door to pictures that nothing that ships was trained on: for measuring alone.

`data.Store` never opens these sets. What is made here (pictures, encoder outputs, boxes) stays in
OUT/external and OUT/transfer; no weights are written.
"""

from __future__ import annotations

import re

import numpy as np

from . import config as C
from . import data as D

# covid-cxr: its pictures taught kinds, gates and lung boxes, its findings nothing
SETS = ("vqa-med-2019", "draaslan", "lung-masks", "chula-rbc", "covid-cxr")


class External:
    """Rows of one external set with region and plane, and their pictures.

    Two more keys: `part` ("train" or "val"), and `unseen`: whether no picture of the row's case or
    patient taught the encoders anything, not even kind, region or gates.

    Raises ValueError for a set that may be trained on.
    """

    def __init__(self, cfg: C.Config, name: str) -> None:
        if name not in SETS:
            raise ValueError(f"{name} is not an external set")
        self.name = name
        self.rows: list[D.Row] = []
        cases = shown_cases(cfg) if name == "vqa-med-2019" else set()
        for split in D.SPLITS:
            for row in D.read_rows(cfg.data / name, split):
                unseen = row["group"] not in cases and (name != "covid-cxr" or split == "val")
                more = {"part": split, "group": group_of(row), "unseen": unseen}
                self.rows.append(D.prepare({**row, **more}))
        self.pictures = D.Pictures(cfg.data / name, cfg.out / "external") if self.rows else None

    def get(self, row: D.Row) -> np.ndarray:
        """uint8 [STORE, STORE, 3]. Raises FileNotFoundError where the set is not there."""
        if self.pictures is None:
            raise FileNotFoundError(f"no rows of {self.name}")
        return self.pictures.get(row["image"])


def shown_cases(cfg: C.Config) -> set[str]:
    """Cases of which medpix holds other training pictures: its repeats are dropped, its cases are not."""
    repeats = {D.synpic(r["id"]) for s in D.SPLITS for r in D.read_rows(cfg.data / "vqa-med-2019", s)}
    rows = D.read_rows(cfg.data / "medpix", "train")
    return {r["group"] for r in rows if D.synpic(r["source"]) not in repeats}


def group_of(row: D.Row) -> str:
    """The row's group; of chula-rbc the microscope field, as its groups are whole classes."""
    if row["dataset"] == "chula-rbc":
        return re.sub(r"-q\d$", "", row["id"])
    return row["group"]
