"""The frozen encoders as the language model's trainer sees them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from . import data as D
from . import disease, pixel
from .disease import Disease, offsets, plain
from .pixel import Pixel


@dataclass
class Encoders:
    """Both encoders in eval mode. `temperature`: per label set, 1 before calibration."""

    disease: Disease
    pixel: Pixel | None
    lists: dict[str, list[str]]
    disease_size: int
    pixel_size: int
    temperature: dict[str, float]


def load_encoders(out: Path) -> Encoders:
    """Load disease.pt and, if it is there, pixel.pt of a run."""
    import json

    model, meta = disease.load(out)
    pix, size = None, pixel.SIDE
    if (out / "pixel.pt").exists():
        pix, info = pixel.load(out)
        size = info["image_size"]
    temperature = dict.fromkeys(meta["lists"], 1.0)
    ready = out / "export" / "encoders.json"
    if ready.exists():
        for entry in json.loads(ready.read_text())["label_sets"]:
            temperature[entry["id"]] = entry["temperature"]
    fast = {"memory_format": torch.channels_last}
    return Encoders(
        model.to(**fast), pix.to(**fast) if pix else None, meta["lists"], meta["image_size"], size,
        temperature,
    )  # fmt: skip


def probabilities(logits: np.ndarray, enc: Encoders) -> np.ndarray:
    """Softmax within each label set, temperature applied: [n,L] -> [n,L], order of label_logits."""
    out = np.zeros_like(logits)
    for name, (a, b) in offsets(enc.lists).items():
        z = logits[:, a:b] / enc.temperature[name]
        e = np.exp(z - z.max(1, keepdims=True))
        out[:, a:b] = e / e.sum(1, keepdims=True)
    return out


@torch.no_grad()
def encode(
    enc: Encoders, store: D.Store, rows: list[D.Row], features: bool = True, batch: int = 32
) -> dict[str, np.ndarray]:
    """Frozen outputs for rows of `store`.

    embeddings [n,1280] float32, label_probs [n,L], gates [n,S], modality_probs [n,12] and, if
    asked for and trained, features [n,96,32,32] float16 (about 0.2 MB a picture).
    """
    parts: dict[str, list[np.ndarray]] = {}

    def keep(key: str, value: Tensor) -> None:
        parts.setdefault(key, []).append(value.float().numpy())

    for i in range(0, len(rows), batch):
        chunk = rows[i : i + batch]
        with torch.autocast("cpu", torch.bfloat16):
            e = enc.disease.net(plain(store, chunk, enc.disease_size))
        o = enc.disease.heads(e.float())
        keep("embeddings", o["embedding"])
        keep("label_logits", o["label_logits"])
        keep("gates", o["gate_logits"].sigmoid())
        keep("modality_probs", o["modality_logits"].softmax(1))
        if features and enc.pixel is not None:
            with torch.autocast("cpu", torch.bfloat16):
                f8, _ = enc.pixel.encoder(plain(store, chunk, enc.pixel_size))
            parts.setdefault("features", []).append(f8.float().numpy().astype(np.float16))
    out = {k: np.concatenate(v) for k, v in parts.items()}
    out["label_probs"] = probabilities(out["label_logits"], enc)
    return out



