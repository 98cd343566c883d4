"""What the connectors take for each picture: frozen encoder outputs, or invented ones.

`Invented` needs no encoder: label probabilities of the scene, noise elsewhere. The language model
learns the forms, the tools and to follow the probabilities from it, before the encoders exist.
`Cached` holds the encoders' outputs for a part of a split.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import torch
from torch import Tensor

from . import config as C
from . import data as D
from .config import IMAGE_TOKENS
from .connectors import EMBED, FEATURES
from .disease_net import offsets
from .mixture_scene import Picture, Ranked

if TYPE_CHECKING:
    from .encode import Encoders

SIDE = 32
# at most this many training pictures of a set are encoded for stage 1
CAP = 1100


@dataclass
class Batch:
    """embedding [n,1280], label_probs [n,L], modality_probs [n,M], features [n,96,32,32] or None."""

    embedding: Tensor
    label_probs: Tensor
    modality_probs: Tensor
    features: Tensor | None


class Source(Protocol):
    def take(self, pictures: list[Picture], pixels: bool) -> Batch: ...


def put(probs: np.ndarray, lists: dict[str, list[str]], swap: tuple[str, Ranked], gate: float) -> None:
    """Writes ranked labels of a set over one row of label_probs; the other sets stay."""
    name, ranked = swap
    start, _ = offsets(lists)[name]
    sharp = np.array([p for _, p in ranked]) ** (1 / C.READING_TEMPERATURE)
    for (label, _), p in zip(ranked, sharp / sharp.sum(), strict=True):
        probs[start + lists[name].index(label)] = p * gate


def set_softmax(logits: np.ndarray, gates: np.ndarray, lists: dict[str, list[str]]) -> np.ndarray:
    """label_probs as the app computes them: softmax within each set, sharpened, times the gate's sigmoid.

    logits [n,L], gates [n,S] (sigmoid taken).
    """
    out = np.zeros_like(logits, dtype=np.float32)
    for i, (a, b) in enumerate(offsets(lists).values()):
        z = logits[:, a:b] / C.READING_TEMPERATURE
        e = np.exp(z - z.max(1, keepdims=True))
        out[:, a:b] = e / e.sum(1, keepdims=True) * gates[:, i : i + 1]
    return out


class Invented:
    """Features made up from the scene, seeded."""

    def __init__(self, lists: dict[str, list[str]], seed: int) -> None:
        self.lists, self.rng = lists, np.random.default_rng(seed)

    def take(self, pictures: list[Picture], pixels: bool) -> Batch:
        n, rng = len(pictures), self.rng
        gates = rng.uniform(0, 0.06, (n, len(self.lists))) ** 1.5
        count = sum(map(len, self.lists.values()))
        labels = set_softmax(rng.normal(0, 2, (n, count)), gates, self.lists)
        modality = np.zeros((n, len(C.MODALITIES)), np.float32)
        for i, p in enumerate(pictures):
            if p.swap:
                put(labels[i], self.lists, p.swap, rng.uniform(0.75, 1.0))
            sure = rng.uniform(0.85, 1.0)
            modality[i] = (1 - sure) / len(C.MODALITIES)
            modality[i, C.MODALITIES.index(p.modality)] += sure
        features = torch.randn(n, FEATURES, SIDE, SIDE) if pixels else None
        return Batch(
            torch.randn(n, EMBED) * 0.5, torch.from_numpy(labels), torch.from_numpy(modality), features
        )


class Cached:
    """Encoder outputs of some rows, kept in OUT/stage1.SPLIT.npz and .features.npy."""

    def __init__(self, out: Path, split: str, lists: dict[str, list[str]], seed: int = 0) -> None:
        kept = np.load(out / f"stage1.{split}.npz")
        self.rows: np.ndarray = kept["rows"]
        self.place = {int(r): i for i, r in enumerate(self.rows)}
        self.embedding: np.ndarray = kept["embeddings"]
        self.label_logits: np.ndarray = kept["label_logits"]
        self.gates: np.ndarray = kept["gates"]
        self.modality: np.ndarray = kept["modality_probs"]
        self.lists, self.rng = lists, np.random.default_rng(seed)
        self.split, self.noisy = split, split == "train"
        path = out / f"stage1.{split}.features.npy"
        self.features: np.ndarray | None = np.load(path, mmap_mode="r") if path.exists() else None

    def gate_logits(self) -> np.ndarray:
        g = np.clip(self.gates, 1e-6, 1 - 1e-6)
        return np.log(g / (1 - g))

    def take(self, pictures: list[Picture], pixels: bool) -> Batch:
        at = [self.place[p.index] for p in pictures]
        logits = self.label_logits[at]
        if self.noisy:  # training pictures look too sure: heat them, as val is
            logits = logits / self.rng.uniform(1.0, 2.5, (len(at), 1))
        labels = set_softmax(logits, self.gates[at], self.lists)
        for i, p in enumerate(pictures):
            if p.swap:
                gate = float(max(self.gates[at[i]][list(self.lists).index(p.swap[0])], 0.75))
                put(labels[i], self.lists, p.swap, gate)
        embedding = torch.from_numpy(self.embedding[at].astype(np.float32))
        if self.noisy:
            embedding = embedding + torch.randn_like(embedding) * 0.1 * embedding.std()
            for i, p in enumerate(pictures):
                # a swapped label cannot be read off the embedding
                if p.swap and self.rng.random() < 0.5:
                    embedding[i] = embedding[i][torch.randperm(EMBED)]
        features = None
        if pixels and self.features is not None:
            features = torch.from_numpy(self.features[at].astype(np.float32))
        return Batch(embedding, torch.from_numpy(labels), torch.from_numpy(self.modality[at]), features)


def choose_rows(rows: list[D.Row], seed: int, cap: int = CAP) -> list[int]:
    """Which rows are encoded: all of small sets, a seeded draw of large ones."""
    per: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        per.setdefault(row["dataset"], []).append(i)
    rng = random.Random(seed)
    return sorted(i for v in per.values() for i in (v if len(v) <= cap else rng.sample(v, cap)))


def collect(
    cfg: C.Config, store: D.Store, split: str, chosen: list[int], pixels: bool, enc: Encoders | None = None
) -> None:
    """Runs the frozen encoders (`enc`, else the run's) over chosen rows; skips what is there."""
    from .encode import encode, load_encoders

    path = cfg.out / f"stage1.{split}.npz"
    picture_path = cfg.out / f"stage1.{split}.features.npy"
    if path.exists() and (picture_path.exists() or not pixels):
        return
    enc = enc or load_encoders(cfg.out, cfg.encoders)
    parts: dict[str, list[np.ndarray]] = {}
    maps: np.ndarray | None = None
    for i in range(0, len(chosen), 256):
        rows = [store.rows[split][j] for j in chosen[i : i + 256]]
        got: dict[str, Any] = encode(enc, store, rows, features=pixels)
        f = got.pop("features", None)
        if f is not None:
            if maps is None:
                shape = (len(chosen), *f.shape[1:])
                maps = np.lib.format.open_memmap(picture_path, "w+", np.float16, shape)
            maps[i : i + len(rows)] = f
        for k, v in got.items():
            parts.setdefault(k, []).append(v)
        if (i // 256) % 8 == 0:
            print(f"{split}: {i} of {len(chosen)} encoded", flush=True)
    arrays = {k: np.concatenate(v) for k, v in parts.items()}
    np.savez(path, rows=np.array(chosen), **arrays)


def collect_both(cfg: C.Config, store: D.Store, pixels: bool) -> None:
    """Encodes what stage 1 and what follows it need of both splits; `cfg.cap` bounds a set's pictures."""
    for split, most in (("train", CAP), ("val", 200)):
        cap = min(most, cfg.cap) if cfg.cap else most
        collect(cfg, store, split, choose_rows(store.rows[split], cfg.seed, cap), pixels)


__all__ = ["IMAGE_TOKENS", "Batch", "Cached", "Invented", "Source", "choose_rows", "collect", "collect_both", "put", "set_softmax"]
