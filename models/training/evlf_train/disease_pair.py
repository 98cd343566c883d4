"""f_disease with a second opinion: two encoders see the picture, their label scores are weighed.

The first gives everything else too: embedding, gates, kind of picture, region, plane. So what was
learned on the embedding (connectors, population) stays as it is.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import config as C
from . import data as D
from .disease_measure import measure, predict, report
from .disease_net import Disease
from .restore import restore

# of which val chooses: the picture's side, what the second opinion weighs (1: it alone), and, where training
# went on from a shipped one, how much of the new weights their mean with the shipped ones has
SIDES, WEIGHTS, NEW = (192, 224), (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 1.0), (1.0, 0.5)
RAW, PAIR = "opinion.raw.pt", "opinion.pt"


def shrink(side: int, to: int) -> Tensor:
    """Matrix [to, side] of the antialiased linear resize of one axis."""
    eye = torch.eye(side)[None, None]
    return F.interpolate(eye, size=(to, side), mode="bilinear", antialias=True)[0, 0]


class Pair(nn.Module):
    """Two encoders as one. forward: [b,3,side,side] -> Disease's outputs, label_logits of both.

    `weight` is the second opinion's share of them, the first has the rest.
    """

    def __init__(
        self, first: Disease, first_side: int, opinion: Disease, side: int, weight: float
    ) -> None:
        super().__init__()
        self.weight = weight
        self.first, self.opinion, self.lists = first, opinion, first.lists
        self.same = side == first_side
        self.register_buffer("axis", shrink(side, first_side))

    def small(self, x: Tensor) -> Tensor:
        """The picture at the first encoder's side."""
        return x if self.same else self.axis @ x @ self.axis.T

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        return self.joined(self.first(self.small(x)), self.opinion(x))

    def look(self, x: Tensor) -> dict[str, Tensor]:
        """As forward, the convolutions in bfloat16."""
        small = self.small(x).contiguous(memory_format=torch.channels_last)
        return self.joined(self.first.look(small), self.opinion.look(x))

    def joined(self, first: dict[str, Tensor], other: dict[str, Tensor]) -> dict[str, Tensor]:
        both = torch.lerp(first["label_logits"], other["label_logits"], self.weight)
        return {**first, "label_logits": both}


def shipped(folder: Path) -> tuple[Disease, Disease | None, int]:
    """disease.onnx of a model folder as torch weights: (first encoder, second opinion or None, side).

    Normalisations come back folded into their convolutions, see `restore`.
    """
    facts = json.loads((folder / "encoders.json").read_text())
    lists = {s["id"]: s["labels"] for s in facts["label_sets"]}
    file, side = folder / facts["disease"]["file"], facts["disease"]["image_size"]
    if not facts["disease"].get("opinion"):
        model = Disease(lists)
        restore(model, file, "model.")
        return model.eval(), None, side
    first, opinion = Disease(lists), Disease(lists)
    restore(first, file, "model.first.")
    restore(opinion, file, "model.opinion.")
    return first.eval(), opinion.eval(), side


def join(cfg: C.Config) -> None:
    """Choose the pair's side and weight on val and write opinion.pt; the first encoder is disease.pt.

    Without a disease.pt the first encoder is read from the model folder `cfg.encoders`, and
    written as disease.pt.
    """
    if (cfg.out / PAIR).exists():
        print(f"join: {PAIR} exists, skipped", flush=True)
        return
    torch.set_num_threads(cfg.threads)
    if not (cfg.out / "disease.pt").exists() and cfg.encoders is not None:
        model, _, side = shipped(cfg.encoders)
        kept = {"model": model.state_dict(), "lists": model.lists, "image_size": side, "adjusted": {"before": True}}
        torch.save(kept, cfg.out / "disease.pt")
    first, side = load_first(cfg.out)
    ck = torch.load(cfg.out / RAW, weights_only=False)
    opinion = Disease(ck["lists"])
    opinion.load_state_dict(ck["model"])
    store = D.Store(cfg, ("val",))
    val = [r for r in store.rows["val"] if D.target(r, first.lists)]
    mine = predict(first.to(memory_format=torch.channels_last), store, val, side)
    opinion = opinion.to(memory_format=torch.channels_last)
    before = shipped(cfg.encoders)[1] if cfg.encoders is not None else None
    best: tuple[float, int, float, Disease] | None = None
    for share in NEW if before is not None else NEW[:1]:
        one = opinion if before is None else mean(before, opinion, share).to(memory_format=torch.channels_last)
        for at in SIDES:
            other = predict(one, store, val, at)
            for weight in WEIGHTS:
                both = (1 - weight) * mine["label_logits"] + weight * other["label_logits"]
                m = measure({**mine, "label_logits": both}, val, first.lists)
                print(f"new {share}, side {at}, weight {weight}: {m['meanMacroF1']:.4f}", flush=True)
                if best is None or m["meanMacroF1"] > best[0]:
                    best = (m["meanMacroF1"], at, weight, one)
                    told = report(m)
    if best is not None:
        print(told, flush=True)
        kept = {"model": best[3].state_dict(), "lists": first.lists, "image_size": best[1], "weight": best[2]}
        torch.save(kept, cfg.out / PAIR)


def mean(a: Disease, b: Disease, share: float) -> Disease:
    """The mean of two encoders' weights, `share` of the second. Both folded alike (see `restore`)."""
    out = Disease(a.lists)
    other = b.state_dict()
    out.load_state_dict({
        k: torch.lerp(v, other[k], share) if v.is_floating_point() else v for k, v in a.state_dict().items()
    })  # fmt: skip
    return out.eval()


def load_first(out: Path) -> tuple[Disease, int]:
    """disease.pt: the encoder and its side."""
    ck = torch.load(out / "disease.pt", weights_only=False)
    model = Disease(ck["lists"])
    model.load_state_dict(ck["model"])
    return model.eval(), ck["image_size"]


def load(out: Path) -> tuple[Disease | Pair, dict[str, Any]]:
    """f_disease of a run, with its second opinion where it has one; lists and image_size."""
    first, side = load_first(out)
    path = out / PAIR
    if not path.exists():
        return first, {"lists": first.lists, "image_size": side, "opinion": 0.0}
    ck = torch.load(path, weights_only=False)
    opinion = Disease(first.lists)
    opinion.load_state_dict(ck["model"])
    pair = Pair(first, side, opinion, ck["image_size"], ck["weight"])
    return pair.eval(), {"lists": first.lists, "image_size": ck["image_size"], "opinion": ck["weight"]}
