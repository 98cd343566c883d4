"""Boxes without the picture: one constant box for each phrase and kind of picture.

The box that a phrase's training pictures agree on: of 400 of their boxes and the median of their
corners, the one whose mean overlap with all of them is largest. Corners in fractions of the letterboxed square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from . import box_text as B
from . import config as C
from . import data as D
from .calibrate_shared import interval

LEAST = 20  # val pictures of a group that counts in the mean
TRIED = 400  # training boxes that may become the constant box

Entry = tuple[str, B.Corners]  # group of the picture, its box


def singles(rows: Sequence[D.Row]) -> dict[str, list[Entry]]:
    """{"phrase|modality": boxes} of phrases of which a picture holds exactly one."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for row in rows:
        labels = [b["label"] for b in row["boxes"]]
        for b in row["boxes"]:
            if b["label"] in C.PHRASES and labels.count(b["label"]) == 1:
                box = B.in_square(b["box"], row["width"], row["height"])
                found[f"{b['label']}|{row['modality']}"].append((row["group"], box))
    return found


def constant(boxes: Sequence[B.Corners], seed: int) -> B.Corners:
    """The box with the largest mean overlap with `boxes`, of some of them and their median."""
    table = np.array(boxes)
    few = np.random.default_rng(seed).permutation(len(table))[:TRIED]
    tried = [tuple(np.median(table, 0)), *(tuple(row) for row in table[few])]
    return max(tried, key=lambda one: sum(B.overlap(one, box) for box in boxes))


def prior(train: Sequence[D.Row], val: Sequence[D.Row], seed: int) -> dict[str, Any]:
    """Mean overlap of each group's constant box on val, and the mean over groups of LEAST and more."""
    known, asked = singles(train), singles(val)
    phrases: dict[str, Any] = {}
    scores: dict[str, np.ndarray] = {}
    for key, entries in sorted(asked.items()):
        if key not in known:
            continue
        box = constant([b for _, b in known[key]], seed)
        overlaps = np.array([B.overlap(box, b) for _, b in entries])
        scores[key] = overlaps
        phrases[key] = {
            "miou": interval([g for g, _ in entries], lambda k, v=overlaps: float(v[k].mean())),
            "box": [round(float(x), 3) for x in box],
        }
    large = [key for key, s in scores.items() if len(s) >= LEAST]
    mean = float(np.mean([scores[key].mean() for key in large])) if large else None
    return {"miou": mean, "groups": len(large), "n": sum(len(scores[key]) for key in large), "phrases": phrases}
