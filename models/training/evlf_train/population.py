"""How far a picture lies from a label set's own pictures: the out-of-distribution score of a gate.

The disease embedding is standardised and projected to DIMENSIONS principal axes of all training
pictures. A set's distance is the squared Mahalanobis distance to the nearest of its labels' means,
with one covariance for the set. Beyond FARTHER times the distance that QUANTILE of the set's
training pictures keep, the set does not speak. Val chooses nothing here.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from . import config as C
from . import data as D

DIMENSIONS, RIDGE = 32, 0.02
QUANTILE, FARTHER = 0.99, 1.25
FILE, FACTS = "population.onnx", "population.json"


class Population(nn.Module):
    """embedding [b,1280] -> distance [b,S], in the order of the label sets."""

    def __init__(self, centre: np.ndarray, axes: np.ndarray) -> None:
        super().__init__()
        self.register_buffer("centre", torch.from_numpy(centre).float())
        self.register_buffer("axes", torch.from_numpy(axes).float())
        self.sets = 0

    def add(self, points: np.ndarray, labels: np.ndarray) -> None:
        """Another label set from its pictures' projected embeddings [n,D] and label numbers [n]."""
        means = np.stack([points[labels == k].mean(0) for k in np.unique(labels)])
        spread = np.cov((points - means[np.unique(labels, return_inverse=True)[1]]).T)
        inverse = np.linalg.inv(spread + RIDGE * np.eye(len(spread)))
        white = np.linalg.cholesky(inverse)
        self.register_buffer(f"white{self.sets}", torch.from_numpy(white).float())
        self.register_buffer(f"means{self.sets}", torch.from_numpy(means @ white).float())
        self.sets += 1

    def project(self, embedding: Tensor) -> Tensor:
        return (embedding - self.centre) @ self.axes

    def forward(self, embedding: Tensor) -> Tensor:
        z = self.project(embedding)
        out = []
        for i in range(self.sets):
            away = (z @ getattr(self, f"white{i}"))[:, None] - getattr(self, f"means{i}")[None]
            out.append(away.square().sum(-1).min(1, keepdim=True).values)
        return torch.cat(out, 1)


def fit(embeddings: np.ndarray, rows: list[D.Row], lists: dict[str, list[str]]) -> tuple[Population, list[float]]:
    """The module and each set's farthest distance, from training pictures."""
    x = embeddings.astype(np.float64)
    mean, spread = x.mean(0), x.std(0) + 1e-6
    scaled = (x - mean) / spread
    values, vectors = np.linalg.eigh(scaled.T @ scaled / len(scaled))
    best = np.argsort(-values)[:DIMENSIONS]
    axes = vectors[:, best] / np.sqrt(values[best]) / spread[:, None]
    model = Population(mean, axes)
    z = ((x - mean) @ axes).astype(np.float64)
    members = []
    for name, labels in lists.items():
        own = [i for i, r in enumerate(rows) if r["use_label"] == name and r["labels"][0] in labels]
        model.add(z[own], np.array([labels.index(rows[i]["labels"][0]) for i in own]))
        members.append(own)
    with torch.no_grad():
        distance = model(torch.from_numpy(embeddings).float()).numpy()
    farthest = [float(np.quantile(distance[own, s], QUANTILE) * FARTHER) for s, own in enumerate(members)]
    return model, farthest


def figures(
    model: Population, farthest: list[float], kept: Any, rows: list[D.Row], lists: dict[str, list[str]]
) -> dict[str, Any]:
    """Of val pictures whose gate is open: [pictures, too far] by set and data set."""
    with torch.no_grad():
        distance = model(torch.from_numpy(kept["embeddings"]).float()).numpy()
    told: dict[str, Any] = {}
    for s, name in enumerate(lists):
        opened = np.flatnonzero(kept["gates"][:, s] > 0.5)
        seen: Counter[str] = Counter(rows[i]["dataset"] for i in opened)
        far: Counter[str] = Counter(rows[i]["dataset"] for i in opened if distance[i, s] > farthest[s])
        told[name] = {d: [seen[d], far[d]] for d in sorted(seen)}
    return told


def run(cfg: C.Config) -> None:
    """Fits on the encoder outputs that stage 1 collected; writes OUT/population.onnx and .json."""
    store = D.Store(cfg)
    lists = D.label_lists(store.rows["train"])
    kept = {split: np.load(cfg.out / f"stage1.{split}.npz") for split in ("train", "val")}
    rows = {split: [store.rows[split][i] for i in k["rows"]] for split, k in kept.items()}
    model, farthest = fit(kept["train"]["embeddings"], rows["train"], lists)
    export(model.eval(), cfg.out / FILE)
    told = figures(model, farthest, kept["val"], rows["val"], lists)
    facts = {"farthest": dict(zip(lists, farthest, strict=True)), "openOnVal": told}
    (cfg.out / FACTS).write_text(json.dumps(facts, indent=1))
    for name, of in told.items():
        print(f"{name}: farthest {facts['farthest'][name]:.1f}; open on val, too far: {of}", flush=True)


def export(model: Population, path: Path) -> None:
    torch.onnx.export(
        model,
        (torch.randn(2, 1280),),
        str(path),
        input_names=["embedding"],
        output_names=["distance"],
        dynamic_axes={"embedding": {0: "b"}, "distance": {0: "b"}},
        opset_version=17,
        dynamo=False,
    )
