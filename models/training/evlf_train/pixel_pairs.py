"""What f_pixel is trained on: phrases that are boxed or proven absent, and their grid targets."""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from . import boxes as B
from . import config as C
from . import data as D
from .disease_data import recompress

PICTURES = 14  # pictures a batch, each with two phrases
SMALL = frozenset({"red blood cell", "white blood cell", "platelet", "cell nucleus"})
BRAIN = frozenset({"brain", "head", "hippocampus"})
CELLS = frozenset({"red blood cell", "white blood cell", "platelet", "white blood cell nucleus",
                   "cell nucleus"})  # fmt: skip
OPTICAL = frozenset({"cfp", "oct", "dermatoscopy", "histopathology", "endoscopy", "blood_smear"})


def absent(row: D.Row, phrase: str) -> bool:
    """Do the row's labels, modality or anatomy prove that the phrase is not in the picture?

    An empty box list proves nothing. Where a thing could be there unboxed, the answer is False.
    """
    m, region, labels = row["modality"], row["anatomy"], row["labels"]
    if any(b["label"] == phrase for b in row["boxes"]):
        return False
    if m == "none":
        return True
    if phrase in CELLS:
        return m not in ("blood_smear", "histopathology")
    if phrase == "brain tumour":
        if row["dataset"] == "brain-atlas-mri":
            return True
        if row["use_label"] == "brain-tumor":
            return labels == ["no tumour"]
        known = region is not None and region not in BRAIN | {"head and neck", "other", "generalized"}
        return m in OPTICAL or (known and row["dataset"] not in ("medpix", "vqa-rad")) or (
            m == "xray" and region == "chest"
        )
    if phrase == "breast tumour":
        if row["use_label"] == "breast-ultrasound":
            return labels == ["normal"]
        return m in OPTICAL or m == "pet" or region in BRAIN
    if phrase in C.SIDED:
        return m in OPTICAL or m in ("pet", "ultrasound") or region in BRAIN
    if phrase == "skin lesion":
        return m not in ("dermatoscopy", "none")
    if phrase in ("anterior hippocampus", "posterior hippocampus"):
        return m in OPTICAL or m in ("xray", "ultrasound") or (m == "ct" and region == "lung")
    if phrase == "bleeding":
        if row["use_label"] == "capsule-endoscopy":
            return labels == ["no bleeding"]
        return m in ("xray", "ultrasound", "pet", "blood_smear", "oct")
    return False


def square_boxes(row: D.Row, phrase: str) -> list[list[float]]:
    """Boxes of a phrase in fractions of the letterboxed square."""
    w, h = row["width"], row["height"]
    return [B.to_square(b["box"], w, h) for b in row["boxes"] if b["label"] == phrase]


def present(row: D.Row) -> list[str]:
    """Trained phrases boxed in the row."""
    return [p for p in C.PHRASES if any(b["label"] == p for b in row["boxes"])]


def hard(row: D.Row, phrase: str) -> bool:
    """A negative of the phrase's own modality: no tumour, no bleeding, normal breast, atlas."""
    homes = {
        "brain tumour": "mri", "bleeding": "endoscopy", "breast tumour": "ultrasound",
    }  # fmt: skip
    return homes.get(phrase) == row["modality"] and absent(row, phrase)


class Pairs:
    """Draws pictures with two (phrase, boxes) each."""

    def __init__(self, rows: list[D.Row], seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.positive = [r for r in rows if present(r)]
        groups = Counter((p, r["dataset"]) for r in self.positive for p in present(r))
        lift = {"cell nucleus": 2.2, "bleeding": 1.5, "brain tumour": 1.5, "red blood cell": 1.3,
                "breast tumour": 1.4, "skin lesion": 0.7}  # fmt: skip
        w = np.array(
            [
                max(lift.get(p, 1.0) / math.sqrt(groups[(p, r["dataset"])]) for p in present(r))
                for r in self.positive
            ]
        )
        self.weights = w / w.sum()
        self.hard = [(r, p) for r in rows for p in ("brain tumour", "bleeding", "breast tumour")
                     if hard(r, p)]  # fmt: skip
        counts = Counter((r["dataset"], p) for r, p in self.hard)
        w = np.array([1 / math.sqrt(counts[(r["dataset"], p)]) for r, p in self.hard])
        self.hard_weights = w / w.sum()
        other = [r for r in rows if not present(r)]
        sets = Counter(r["dataset"] for r in other)
        self.other = other
        w = np.array([1 / math.sqrt(sets[r["dataset"]]) for r in other])
        self.other_weights = w / w.sum()

    def negative(self, row: D.Row) -> str | None:
        options = [p for p in C.PHRASES if absent(row, p)]
        return str(self.rng.choice(options)) if options else None

    def draw(self) -> list[tuple[D.Row, list[str]]]:
        """PICTURES entries of (row, two phrases)."""
        out: list[tuple[D.Row, list[str]]] = []
        n_hard, n_other = 2, 1
        for i in self.rng.choice(len(self.positive), PICTURES - n_hard - n_other, p=self.weights):
            row = self.positive[i]
            have = present(row)
            self.rng.shuffle(have)
            second = have[1] if len(have) > 1 and self.rng.random() < 0.75 else self.negative(row)
            out.append((row, [have[0], second or have[-1]]))
        for i in self.rng.choice(len(self.hard), n_hard, p=self.hard_weights):
            row, phrase = self.hard[i]
            out.append((row, [phrase, self.negative(row) or phrase]))
        for i in self.rng.choice(len(self.other), n_other, p=self.other_weights):
            row = self.other[i]
            a = self.negative(row)
            if a:
                out.append((row, [a, self.negative(row) or a]))
        return out


def window(row: D.Row, phrases: list[str], rng: random.Random) -> np.ndarray:
    """Random zoom, shift, quarter turn and flip: [2,3] map of output to input (-1..1)."""
    small = any(p in SMALL for p in phrases) and row["dataset"] in ("blood-cells", "dsb-nuclei")
    if small:
        zoom = rng.uniform(0.4, 1.05)
    else:
        zoom = rng.uniform(0.72, 1.12) if rng.random() < 0.8 else 1.0
    stretch = math.exp(rng.uniform(-0.12, 0.12))
    sx, sy = zoom * stretch, zoom / stretch
    room = max(0.08, 1 - zoom) * 0.95
    tx, ty = rng.uniform(-room, room), rng.uniform(-room, room)
    k = rng.randint(0, 3) if row["modality"] in C.TURNS else 0
    sided = any(p in C.SIDED for p in phrases) or row["modality"] == "xray"
    flip = -1 if not sided and rng.random() < 0.5 else 1
    c, s = ((1, 0), (0, 1), (-1, 0), (0, -1))[k]
    return np.array([[c * sx * flip, -s * sy, tx], [s * sx * flip, c * sy, ty]], np.float32)


def grid_target(
    found: list[list[float]], side: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Cells of a side x side grid: positive [N], box [N,4], ignore [N], weight [N].

    A cell is positive near the centre of the smallest box that claims it; cells in the inner
    part of a box that are not positive are ignored by the score. The weights of one box sum to 1.
    """
    c = (np.arange(side) + 0.5) / side
    cx, cy = np.tile(c, side), np.repeat(c, side)
    n = side * side
    owner, area = np.full(n, -1), np.full(n, 9.0)
    ignore = np.zeros(n, bool)
    for i, (x1, y1, x2, y2) in enumerate(found):
        mx, my, w, h = (x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1
        hw = max(min(w * 0.25, 4.0 / side), 0.55 / side)
        hh = max(min(h * 0.25, 4.0 / side), 0.55 / side)
        core = (np.abs(cx - mx) <= hw) & (np.abs(cy - my) <= hh) & (w * h < area)
        owner[core], area[core] = i, w * h
        ignore |= (np.abs(cx - mx) <= w * 0.3) & (np.abs(cy - my) <= h * 0.3)
    positive = owner >= 0
    box = np.zeros((n, 4), np.float32)
    weight = np.zeros(n, np.float32)
    if positive.any():
        box[positive] = np.array(found, np.float32)[owner[positive]]
        counts = np.bincount(owner[positive], minlength=len(found))
        weight[positive] = 1.0 / counts[owner[positive]]
    return positive, box, ignore & ~positive, weight


def batch(
    store: D.Album, picks: list[tuple[D.Row, list[str]]], size: int, rng: random.Random
) -> tuple[Tensor, Tensor, list[list[list[list[float]]]]]:
    """Pictures [b,3,S,S], phrase ids [b,2] and, for each, the boxes after the move."""
    thetas = np.stack([window(r, ps, rng) for r, ps in picks])
    pics = [recompress(store.get(r), rng) if rng.random() < 0.15 else store.get(r) for r, _ in picks]
    x = torch.from_numpy(np.stack(pics)).permute(0, 3, 1, 2).float()
    grid = F.affine_grid(torch.from_numpy(thetas), [len(picks), 3, size, size], align_corners=False)
    if rng.random() < 0.3:
        x = F.avg_pool2d(x, 2, 1)
    x = F.grid_sample(x, grid, align_corners=False)
    b = len(picks)
    gain = torch.tensor([rng.uniform(0.8, 1.2) for _ in range(b)]).view(b, 1, 1, 1)
    shift = torch.tensor([rng.uniform(-18, 18) for _ in range(b)]).view(b, 1, 1, 1)
    x = x * gain + shift * (x > 2).float()
    x = ((x.clamp(0, 255) - C.MEAN) / C.SCALE).contiguous(memory_format=torch.channels_last)
    ids = torch.tensor([[C.PHRASES.index(p) for p in ps] for _, ps in picks])
    moved = []
    for (row, ps), theta in zip(picks, thetas, strict=True):
        per = []
        for p in ps:
            parts = [B.clipped(B.moved(q, theta)) for q in square_boxes(row, p)]
            per.append([q for q in parts if q])
        moved.append(per)
    return x, ids, moved


def needed(split: str, rows: list[D.Row]) -> list[D.Row]:
    """Rows the head is trained on: boxed ones, hard negatives, and 250 others a set."""
    if split == "val":
        return [r for r in rows if present(r)]
    rng = random.Random(7)
    kept = [r for r in rows if present(r) or any(hard(r, p) for p in C.PHRASES)]
    mine = {id(r) for r in kept}
    other: dict[str, list[D.Row]] = defaultdict(list)
    for r in rows:
        if id(r) not in mine and any(absent(r, p) for p in C.PHRASES):
            other[r["dataset"]].append(r)
    for name in sorted(other):
        kept += rng.sample(other[name], min(250, len(other[name])))
    return kept


def val_pairs(rows: list[D.Row]) -> list[tuple[D.Row, str]]:
    """Every boxed (row, phrase)."""
    return [(r, p) for r in rows for p in present(r)]
