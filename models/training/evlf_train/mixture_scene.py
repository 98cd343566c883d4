"""A picture as the conversations see it: kind, region, ranked labels, boxes, and tool lines."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from . import config as C
from . import template as T

Ranked = list[tuple[str, float]]


@dataclass
class Picture:
    """A row's picture, by (split, index in Store.rows[split]).

    `swap`: (label set, ranked labels) that take the place of the encoder's probabilities, so that
    the language model learns to follow them wherever they point.
    """

    split: str
    index: int
    swap: tuple[str, Ranked] | None = None
    modality: str = "none"


@dataclass
class Scene:
    """What is known of one picture."""

    picture: Picture
    modality: str
    region: str
    label_set: str | None
    ranked: Ranked
    boxes: dict[str, list[tuple[float, float, float, float]]] = field(default_factory=dict)
    qa: list[dict[str, str]] = field(default_factory=list)
    absent: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return T.MODALITY_NAMES[self.modality]

    @property
    def label(self) -> str | None:
        return self.ranked[0][0] if self.label_set else None

    @property
    def card(self) -> str:
        if self.label_set and self.label:
            return T.LABEL_CARDS[self.label_set][self.label]
        return T.MODALITY_CARDS[self.modality]

    @property
    def reading(self) -> str:
        return T.reading(self.modality, self.region, self.label)

    def diagnose_line(self) -> str:
        if self.modality == "none":
            return "diagnose: not a supported image"
        if self.label_set is None:
            return T.diagnose_not_applicable(self.modality, self.region)
        return T.diagnose_labelled(self.label_set, self.ranked)


def invented(labels: list[str], first: str, rng: random.Random) -> Ranked:
    """Probabilities with `first` on top, spread as a calibrated head's are."""
    top = rng.choice((rng.uniform(0.4, 0.7), rng.uniform(0.7, 0.99), rng.uniform(0.9, 1.0)))
    rest = [x for x in labels if x != first]
    rng.shuffle(rest)
    shares = [rng.random() ** 2 + 1e-3 for _ in rest]
    left = [(1 - top) * s / sum(shares) for s in shares]
    if left and max(left) >= top:
        left = [x * 0.9 * top / max(left) for x in left]
    ranked = [(first, top), *zip(rest, left, strict=True)]
    total = sum(p for _, p in ranked)
    return sorted(((a, p / total) for a, p in ranked), key=lambda pair: -pair[1])


def jitter(box: list[float], rng: random.Random) -> tuple[float, float, float, float]:
    """A box as a good detector would place it."""
    x1, y1, x2, y2 = box
    w, h = x2 - x1, y2 - y1
    moved = (x1 + w * rng.gauss(0, 0.06), y1 + h * rng.gauss(0, 0.06))
    far = (x2 + w * rng.gauss(0, 0.06), y2 + h * rng.gauss(0, 0.06))
    a, b = (min(max(v, 0.0), 1.0) for v in moved)
    c, d = (min(max(v, 0.0), 1.0) for v in far)
    return a, b, c, d


def scene(
    row: dict[str, Any],
    picture: Picture,
    lists: dict[str, list[str]],
    rng: random.Random,
    head: tuple[str | None, Ranked] | None = None,
    swap_share: float = 0.35,
) -> Scene:
    """The scene of a row. `head`: (label set that the gates let through, ranked) of the encoder.

    Without `head` the row's own label set counts as the gates' choice.
    """
    modality = picture.modality = row["modality"]
    region = C.REGIONS[row["region"]] if row["region"] >= 0 else "other"
    own = row.get("use_label")
    label_set, ranked = head if head is not None else (own, [])
    if label_set and T.SET_MODALITY[label_set] != modality:
        label_set = None
    if label_set and not ranked:
        truth = row["labels"][0] if row["labels"] and row["labels"][0] in lists[label_set] else None
        ranked = invented(lists[label_set], truth or rng.choice(lists[label_set]), rng)
        picture.swap = (label_set, ranked)
    if label_set and rng.random() < swap_share:
        ranked = invented(lists[label_set], rng.choice(lists[label_set]), rng)
        picture.swap = (label_set, ranked)
    if label_set:
        region = T.SET_REGION[label_set]
    boxes: dict[str, list[tuple[float, float, float, float]]] = {}
    for b in row["boxes"]:
        if b["label"] in T.SUPPORTED.get(modality, ()):
            boxes.setdefault(b["label"], []).append(jitter(b["box"], rng))
    label = row["labels"][0] if own else None
    absent = {
        "no tumour": ("brain tumour",), "no bleeding": ("bleeding",),
        "normal": ("breast tumour",) if modality == "ultrasound" else (),
    }.get(label or "", ())  # fmt: skip
    return Scene(picture, modality, region, label_set, ranked, boxes, row["qa"], absent)
