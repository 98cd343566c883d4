"""What f_disease is given: phases, pictures drawn and moved, gate targets, canonical batches."""

from __future__ import annotations

import io
import math
import random
from collections import Counter
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from . import config as C
from . import data as D

BATCH = 32


@dataclass(frozen=True)
class Phase:
    """One training phase: where it starts, what it writes, how it draws and moves."""

    name: str  # checkpoint OUT/<name>.ckpt
    start: str | None  # file with the weights to start from; None: ImageNet
    result: str  # file with the averaged weights
    rates: tuple[float, float]  # peak learning rate of encoder and heads
    deep_from: float  # share of the time after which the stride-8 blocks stay fixed as well
    negatives: int  # of a batch: medical pictures of no label set
    none: int  # of a batch: pictures that are not medical
    zoom: tuple[float, float]  # share of the square's side that a crop shows
    shares: dict[str, float]  # label set -> share of the labelled part; else LabelSet.share
    sizes: tuple[tuple[float, int], ...] = ((0.0, 192),)  # share of the time -> training side
    front: bool = False  # are stem and stride-4 blocks trained too, until deep_from?
    mirrors: frozenset[str] = C.FLIPS  # kinds of picture that are mirrored


FIRST = Phase(
    "disease", None, "disease.raw.pt", (5e-4, 2e-3), 0.5, 4, 3, (0.72, 1.06), {}
)
# milder crops, fewer negatives, more of the sets that lag
SECOND = Phase(
    "disease2", "disease.raw.pt", "disease.raw2.pt", (4e-4, 8e-4), 2.0, 2, 2, (0.8, 1.05),
    {
        "brain-tumor": 0.15, "breast-ultrasound": 0.06, "brain-pet": 0.08, "fundus-disease": 0.15,
        "skin-lesion": 0.24, "lung-ct": 0.09, "chest-xray-pneumonia": 0.11,
        "lung-histopathology": 0.06, "capsule-endoscopy": 0.03, "white-blood-cell": 0.04,
    },
)  # fmt: skip
# the second opinion: another encoder for the labels alone, every block trained, small pictures first.
# A child's chest film may be mirrored here: its label has no side.
OPINION = Phase(
    "opinion", None, "opinion.raw.pt", (6e-4, 2e-3), 0.7, 0, 0, (0.7, 1.06),
    {
        "brain-tumor": 0.13, "breast-ultrasound": 0.06, "brain-pet": 0.09, "fundus-disease": 0.14,
        "skin-lesion": 0.26, "lung-ct": 0.08, "chest-xray-pneumonia": 0.13,
        "lung-histopathology": 0.05, "capsule-endoscopy": 0.03, "white-blood-cell": 0.03,
    },
    ((0.0, 128), (0.35, 192), (0.7, 224)), True, C.FLIPS | {"xray"},
)  # fmt: skip
# the shipped second opinion goes on: folded normalisations stay fixed, most of the time for the sets that lag
LATER = Phase(
    "opinion", None, "opinion.raw.pt", (3e-4, 6e-4), 0.6, 0, 0, (0.75, 1.06),
    {
        "brain-tumor": 0.09, "breast-ultrasound": 0.05, "brain-pet": 0.09, "fundus-disease": 0.12,
        "skin-lesion": 0.33, "lung-ct": 0.09, "chest-xray-pneumonia": 0.16,
        "lung-histopathology": 0.03, "capsule-endoscopy": 0.02, "white-blood-cell": 0.02,
    },
    ((0.0, 192), (0.75, 224)), False, C.FLIPS | {"xray"},
)  # fmt: skip
# pictures that may or may not be inside a set's population: weight of their gate loss
AMBIGUOUS = {
    ("brain-tumor-boxes", "brain-tumor"): 0.0,
    ("medpix", "brain-tumor"): 0.5,
    ("vqa-rad", "brain-tumor"): 0.5,
    ("deeplesion-mini", "lung-ct"): 0.5,
}


def recompress(picture: np.ndarray, rng: random.Random) -> np.ndarray:
    """One more JPEG step, or a smaller size and back: uint8 [h,w,3] -> the same shape."""
    image = Image.fromarray(picture)
    side = image.size
    if rng.random() < 0.5:
        small = rng.randint(128, 256)
        image = image.resize((small, small), rng.choice(list(Image.Resampling)[:6]))
        image = image.resize(side, rng.choice(list(Image.Resampling)[:6]))
    if rng.random() < 0.7:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=rng.randint(45, 92))
        image = Image.open(buffer).convert("RGB")
    return np.asarray(image)


def view_matrix(
    row: D.Row, rng: random.Random, phase: Phase = FIRST
) -> list[list[float]]:
    """Random crop, turn and flip as an affine map of output to input coordinates (-1..1)."""
    m = row["modality"]
    zoom = rng.uniform(*phase.zoom) if rng.random() < 0.8 else 1.0
    stretch = math.exp(rng.uniform(-0.1, 0.1))
    sx, sy = zoom * stretch, zoom / stretch
    tx = rng.uniform(-1, 1) * max(0.05, 1 - zoom) * 0.9
    ty = rng.uniform(-1, 1) * max(0.05, 1 - zoom) * 0.9
    angle = rng.uniform(-0.17, 0.17) if rng.random() < 0.5 else 0.0
    if m in C.TURNS:
        angle += rng.randint(0, 3) * math.pi / 2
    flip = -1.0 if m in phase.mirrors and rng.random() < 0.5 else 1.0
    c, s = math.cos(angle), math.sin(angle)
    return [[c * sx * flip, -s * sy, tx], [s * sx * flip, c * sy, ty]]


def augment(
    store: D.Store, rows: list[D.Row], size: int, rng: random.Random, phase: Phase = FIRST
) -> Tensor:
    """Training batch [b,3,size,size], normalised, channels last."""
    pics = []
    for row in rows:
        a = store.get(row)
        pics.append(torch.from_numpy(np.array(recompress(a, rng) if rng.random() < 0.2 else a)))
    x = torch.stack(pics).permute(0, 3, 1, 2).float()
    b = len(rows)
    theta = torch.tensor([view_matrix(r, rng, phase) for r in rows])
    grid = F.affine_grid(theta, [b, 3, size, size], align_corners=False)
    if rng.random() < 0.5:  # a softer resize filter for the whole batch
        x = F.avg_pool2d(x, 2, 1)
    x = F.grid_sample(x, grid, align_corners=False)
    gain = torch.tensor([rng.uniform(0.8, 1.2) for _ in range(b)]).view(b, 1, 1, 1)
    shift = torch.tensor([rng.uniform(-18, 18) for _ in range(b)]).view(b, 1, 1, 1)
    tint = torch.ones(b, 3, 1, 1)
    for i, row in enumerate(rows):
        if row["modality"] in C.TURNS or row["modality"] in ("cfp", "none"):
            tint[i] = torch.tensor([rng.uniform(0.93, 1.07) for _ in range(3)]).view(3, 1, 1)
    # the black frame of the letterbox stays black: the shift is faded out where the picture is
    x = x * gain * tint + shift * (x > 2).float()
    if rng.random() < 0.25:
        x = x + torch.randn_like(x) * rng.uniform(1, 6)
    x = (x.clamp(0, 255) - C.MEAN) / C.SCALE
    return x.contiguous(memory_format=torch.channels_last)


def plain(store: D.Album, rows: list[D.Row], size: int) -> Tensor:
    """Canonical batch for inference [b,3,size,size]: antialiased resize of the letterbox."""
    x = torch.from_numpy(np.stack([store.get(r) for r in rows])).permute(0, 3, 1, 2).float()
    x = F.interpolate(x, size=(size, size), mode="bilinear", antialias=True, align_corners=False)
    x = (x.clamp(0, 255) - C.MEAN) / C.SCALE
    return x.contiguous(memory_format=torch.channels_last)


class Sampler:
    """Draws batches: labelled pictures by set share and 1/sqrt(class), negatives, not medical."""

    def __init__(
        self, rows: list[D.Row], lists: dict[str, list[str]], seed: int, phase: Phase = FIRST
    ) -> None:
        self.phase = phase
        self.rng = np.random.default_rng(seed)
        classes = Counter(t for t in (D.target(r, lists) for r in rows) if t)
        self.labelled, weights = [], []
        per_set: dict[str, list[float]] = {}
        for row in rows:
            t = D.target(row, lists)
            if t:
                self.labelled.append(row)
                per_set.setdefault(t[0], []).append(1 / math.sqrt(classes[t]))
        totals = {k: sum(v) for k, v in per_set.items()}
        for row in self.labelled:
            t = D.target(row, lists)
            if t:
                share = phase.shares.get(t[0], C.LABEL_SET_BY_ID[t[0]].share)
                weights.append(share / math.sqrt(classes[t]) / totals[t[0]])
        self.weights = np.array(weights) / sum(weights)
        self.none = [r for r in rows if r["modality"] == "none"]
        self.other = [r for r in rows if not D.target(r, lists) and r["modality"] != "none"]
        sets = Counter((r["dataset"], r["modality"]) for r in self.other)
        w = np.array([1 / math.sqrt(sets[(r["dataset"], r["modality"])]) for r in self.other])
        self.other_weights = w / w.sum()

    def draw(self) -> list[D.Row]:
        none = self.phase.none if self.none else 0
        n = BATCH - self.phase.negatives - none
        rows = [self.labelled[i] for i in self.rng.choice(len(self.labelled), n, p=self.weights)]
        if self.phase.negatives:
            picks = self.rng.choice(len(self.other), self.phase.negatives, p=self.other_weights)
            rows += [self.other[i] for i in picks]
        rows += [self.none[i] for i in self.rng.choice(len(self.none), none)] if none else []
        return rows


def gate_targets(rows: list[D.Row], lists: dict[str, list[str]]) -> tuple[Tensor, Tensor]:
    """Applicability targets and weights, both [b,S].

    A picture of a set's own collection is inside, everything else outside; weights are larger
    where the modality is the same, and 0 or a half where AMBIGUOUS says so.
    """
    names = list(lists)
    own = {s.dataset: s.id for s in C.LABEL_SETS}
    modality = {
        "brain-tumor": "mri", "breast-ultrasound": "ultrasound", "brain-pet": "pet",
        "fundus-disease": "cfp", "skin-lesion": "dermatoscopy", "lung-ct": "ct",
        "chest-xray-pneumonia": "xray", "lung-histopathology": "histopathology",
        "capsule-endoscopy": "endoscopy", "white-blood-cell": "blood_smear",
    }  # fmt: skip
    y, w = torch.zeros(len(rows), len(names)), torch.full((len(rows), len(names)), 0.3)
    for i, row in enumerate(rows):
        for j, name in enumerate(names):
            if modality[name] == row["modality"]:
                w[i, j] = 1.0
                doubt = AMBIGUOUS.get((row["dataset"], name))
                if doubt is not None and row["anatomy"] in ("brain", "head", "lung", "chest"):
                    w[i, j] = doubt
        inside = own.get(row["dataset"])
        if inside in lists:
            y[i, names.index(inside)] = 1.0
            w[i, names.index(inside)] = 1.0
    return y, w
